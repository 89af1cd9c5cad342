/** First code point above the Basic Multilingual Plane, and the place of its four bytes among all four-byte codes. */
const ASTRAL = { codePoint: 0x10000, linear: 189_000 };
/** Four-byte codes of the Basic Multilingual Plane. */
const BASIC_FOUR_BYTES = 39_420;

/** What the decoder gives for bytes that are no code, and a letter with a code of its own. */
const UNREADABLE = '\uFFFD';

const decoder = new TextDecoder('gb18030');

function twoByteCodes(): Map<string, number[]> {
  const codes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  codes.delete(UNREADABLE);
  return codes;
}

const fourBytes = (linear: number): number[] => [
  0x81 + Math.floor(linear / 12_600),
  0x30 + (Math.floor(linear / 1260) % 10),
  0x81 + (Math.floor(linear / 10) % 126),
  0x30 + (linear % 10),
];

function fourByteCodes(): Map<string, number[]> {
  const codes = new Map<string, number[]>();
  for (let linear = 0; linear < BASIC_FOUR_BYTES; linear += 1)
    codes.set(decoder.decode(Uint8Array.from(fourBytes(linear))), fourBytes(linear));
  codes.set(UNREADABLE, [0x84, 0x31, 0xa4, 0x37]);
  return codes;
}

let short: Map<string, number[]> | undefined;
let long: Map<string, number[]> | undefined;

function bytesOf(char: string): number[] {
  const codePoint = char.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return [codePoint];
  if (codePoint >= ASTRAL.codePoint) return fourBytes(codePoint - ASTRAL.codePoint + ASTRAL.linear);
  short ??= twoByteCodes();
  const found = short.get(char);
  if (found) return found;
  long ??= fourByteCodes();
  const rare = long.get(char);
  if (!rare) throw new Error(`GB18030 has no code for U+${codePoint.toString(16)}`);
  return rare;
}

/** A text as Chinese Excel saves it; rare surnames take four bytes, as GB18030 writes them. */
export const gb18030 = (text: string): Buffer => Buffer.from([...text].flatMap(bytesOf));
