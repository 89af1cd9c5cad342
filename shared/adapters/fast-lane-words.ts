import { FNV, mixed, type PlainRow, QUOTE, SPACE, type TakeCell } from './fast-lane-bytes.ts';

interface Known {
  text: Uint8Array;
  /** How the lake has it; the same object as `text` where it is the same, null = the row reader must see it. */
  kept: Uint8Array | null;
}

/** How many words are remembered at once; one that falls on the place of another is asked for anew. */
const PLACES = 4096;
const NONE: Known = { text: new Uint8Array([0]), kept: null };

export type Meaning = (text: string) => string | null;

/** Remembers what `meaning` said of the texts met last. */
export function wordCache(meaning: Meaning) {
  const places: Known[] = Array.from({ length: PLACES }, () => NONE);

  function ask(text: Uint8Array): Known {
    const spelt = Buffer.from(text).toString('utf8');
    const said = meaning(spelt);
    return { text, kept: said === null ? null : said === spelt ? text : Buffer.from(said) };
  }

  return (bytes: Uint8Array, from: number, to: number, hash: number): Known => {
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = places[place] ?? NONE;
    if (isSame(known.text, bytes, from, to)) return known;
    const met = ask(Uint8Array.from(bytes.subarray(from, to)));
    places[place] = met;
    return met;
  };
}

export function isSame(text: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i += 1) if (text[i] !== bytes[from + i]) return false;
  return true;
}

const LONGEST = 400;

/** Whether `text` stands at `from`, whatever follows it. */
export function standsAt(text: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < text.length; i += 1) if (text[i] !== bytes[from + i]) return false;
  return true;
}

/** A cell of which the row reader itself is asked what it means, once for each text. */
export function takeWord(row: PlainRow, comma: number, meaning: Meaning, isCurrency: boolean): TakeCell {
  const cached = wordCache(meaning);
  let last = NONE;

  const isEnd = (byte: number, quoted: boolean) =>
    byte < SPACE || byte === QUOTE || (byte === comma && !quoted);

  /** Mostly a cell says what the one above it says. */
  function knownAt(bytes: Uint8Array, from: number, quoted: boolean): number {
    const end = from + last.text.length;
    if (isEnd(bytes[end] ?? 0, quoted) && standsAt(last.text, bytes, from)) return end;
    let at = from;
    let hash = FNV;
    for (let byte = bytes[at] ?? 0; !isEnd(byte, quoted); byte = bytes[at] ?? 0) {
      hash = mixed(hash, byte);
      at += 1;
    }
    if (at - from > LONGEST) return -1;
    last = cached(bytes, from, at, hash);
    return at;
  }

  return (bytes, from, quoted) => {
    const at = knownAt(bytes, from, quoted);
    const { text, kept } = last;
    if (at < 0 || kept === null) return -1;
    if (kept !== text) row.edits.push({ from, to: at, text: kept });
    if (isCurrency) row.currency = kept;
    return at;
  };
}
