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

/** Decodes a whole file strictly; `null` when it is not in that encoding. */
export async function letterCounts(
  path: string,
  encoding: string,
  start: number,
): Promise<LetterCounts | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const counts = { common: 0, han: 0, odd: 0, pairs: 0 };
  try {
    for await (const chunk of createReadStream(path, { start, highWaterMark: 1 << 18 }))
      count(decoder.decode(chunk as Buffer, { stream: true }), counts);
    decoder.decode();
    return counts;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Letters beyond this many tell nothing new, and counting them all would take longer than decoding. */
const ENOUGH = 20_000;

function count(text: string, counts: LetterCounts): void {
  if (counts.han + counts.odd > ENOUGH || !NON_ASCII.test(text)) return;
  let afterHan = false;
  for (const letter of text) {
    if (letter <= '\u007f' || !LETTER.test(letter)) {
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
