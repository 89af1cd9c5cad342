import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** What the letters of a decoded text are: common Han, any Han, other letters outside ASCII, pairs of Han. */
export interface LetterCounts {
  common: number;
  han: number;
  odd: number;
  pairs: number;
}

/** The 3,755 characters of GB 2312's first level, which nearly all Chinese text consists of. */
const COMMON = new Set(
  (() => {
    const bytes: number[] = [];
    for (let lead = 0xb0; lead <= 0xd7; lead += 1)
      for (let trail = 0xa1; trail <= (lead === 0xd7 ? 0xf9 : 0xfe); trail += 1) bytes.push(lead, trail);
    return new TextDecoder('gb18030').decode(Uint8Array.from(bytes));
  })(),
);

const NON_ASCII = /[^\p{ASCII}]/u;
const HAN = /\p{Script=Han}/u;
const LETTER = /\p{L}/u;
/** ASCII as Chinese keyboards type it: no sign of a wrong encoding. */
const FULL_WIDTH = /[\uff01-\uff5e]/;

/** Decodes a whole file strictly; `null` when it is not in that encoding. */
export async function letterCounts(
  path: string,
  encoding: string,
  start: number,
): Promise<LetterCounts | null> {
  const counts = { common: 0, han: 0, odd: 0, pairs: 0 };
  const take = encoding === 'utf-8' ? utf8Counter(counts) : decodingCounter(encoding, counts);
  try {
    for await (const chunk of createReadStream(path, { start, highWaterMark: 1 << 20 }))
      take(chunk as Buffer);
    take(null);
    return counts;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Takes the bytes of a text one after the other, `null` at its end; throws a TypeError where they are none. */
type Counter = (chunk: Buffer | null) => void;

function decodingCounter(encoding: string, counts: LetterCounts): Counter {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    if (chunk) count(decoder.decode(chunk, { stream: true }), counts);
    else decoder.decode();
  };
}

/** Looks at letters only as long as they tell something new, but proves every byte. */
function utf8Counter(counts: LetterCounts): Counter {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    if (!chunk) {
      if (rest.length > 0) throw new TypeError();
      return;
    }
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = wholeLetters(all);
    const whole = all.subarray(0, end);
    if (!isUtf8(whole)) throw new TypeError();
    if (isTelling(counts) && !isAscii(whole)) count(whole.toString('utf8'), counts);
    rest = Buffer.from(all.subarray(end));
  };
}

/** Where the last letter of UTF-8 begins that may go on behind these bytes; their end if none does. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Letters beyond this many tell nothing new, and counting them all would take longer than decoding. */
const ENOUGH = 20_000;

const isTelling = ({ han, odd }: LetterCounts): boolean => han + odd <= ENOUGH;

function count(text: string, counts: LetterCounts): void {
  if (!isTelling(counts) || !NON_ASCII.test(text)) return;
  let afterHan = false;
  for (const letter of text) {
    if (letter <= '\u007f' || !LETTER.test(letter) || FULL_WIDTH.test(letter)) {
      afterHan = false;
      continue;
    }
    const han = HAN.test(letter);
    if (han) counts.han += 1;
    else counts.odd += 1;
    if (COMMON.has(letter)) counts.common += 1;
    if (han && afterHan) counts.pairs += 1;
    afterHan = han;
  }
}

/** Western letters in one byte each also decode as GB18030, but into rare single characters. */
export const isPlausibleChinese = ({ common, han, odd, pairs }: LetterCounts): boolean =>
  pairs > 0 && common * 2 > han + odd;
