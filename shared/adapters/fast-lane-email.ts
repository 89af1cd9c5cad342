import { readEmail } from '../formats/email.ts';
import {
  AT,
  DIGIT,
  DOT,
  FNV,
  JOINT,
  KIND,
  LOWER,
  MINUS,
  mixed,
  type TakeCell,
  UPPER,
} from './fast-lane-bytes.ts';
import { standsAt, wordCache } from './fast-lane-words.ts';

const LONGEST_LOCAL = 60;
const LONGEST_DOMAIN = 120;
/** Words for "no address" begin with one of these and have no digit. */
const [N, U] = [110, 117];

/** Whether the row reader keeps an address as it is and has nothing to say about it. */
function isKept(address: string): boolean {
  const { email, problem, fullWidth } = readEmail(address);
  return email === address && !problem && !fullWidth;
}

/**
 * An address in small letters and digits with single joints, or none. Whether its domain is anybody's is asked once
 * for each domain.
 */
export function takeEmail(): TakeCell {
  const domains = wordCache((domain) => (isKept(`a1@${domain}`) ? domain : null));

  let last: Uint8Array = new Uint8Array();

  /** The place behind the domain at `from`, or -1. */
  function domainEnd(bytes: Uint8Array, from: number): number {
    const known = from + last.length;
    if (last.length > 0 && !isOfDomain(bytes[known] ?? 0) && standsAt(last, bytes, from)) return known;
    let end = from;
    let hash = FNV;
    for (let byte = bytes[end] ?? 0; isOfDomain(byte); byte = bytes[end] ?? 0) {
      hash = mixed(hash, byte);
      end += 1;
    }
    const { kept } = domains(bytes, from, end, hash);
    if (kept === null || end - from > LONGEST_DOMAIN) return -1;
    last = kept;
    return end;
  }

  return (bytes, from) => {
    const at = localEnd(bytes, from);
    if (at < 0) return from;
    const end = domainEnd(bytes, at + 1);
    return end < 0 || !mayBeWord(bytes, from, at) || isKept(spelt(bytes, from, end)) ? end : -1;
  };
}

const isOfDomain = (byte: number): boolean =>
  ((KIND[byte] ?? 0) & (DIGIT | LOWER)) !== 0 || byte === DOT || byte === MINUS;

const spelt = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Whether what stands before the `@` may be a word for "no address"; then the whole address must be asked. */
function mayBeWord(bytes: Uint8Array, from: number, at: number): boolean {
  if (bytes[from] !== N && bytes[from] !== U) return false;
  for (let i = from; i < at; i += 1) if ((KIND[bytes[i] ?? 0] ?? 0) & DIGIT) return false;
  return true;
}

/** The place of the `@` behind a plain local part, or -1. */
function localEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let last = JOINT;
  for (; ; at += 1) {
    const kind = KIND[bytes[at] ?? 0] ?? 0;
    if (kind & UPPER || !(kind & (DIGIT | LOWER | JOINT)) || kind & last & JOINT) break;
    last = kind;
  }
  return bytes[at] !== AT || last & JOINT || at - from > LONGEST_LOCAL ? -1 : at;
}
