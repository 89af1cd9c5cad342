/** Longest name that a mail shows, in characters. */
const LONGEST = 100;

/** Marks that turn the direction of text, byte order marks and halves of characters. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Cs}]/gu;
const BREAKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * A customer's name as a mail may show it: without control characters and without the marks that turn the direction of
 * text; `null` when nothing readable is left.
 */
export function displayName(raw: string | null): string | null {
  const plain = (raw ?? '').replace(TURNS, '').replace(BREAKS, ' ');
  const short = Array.from(plain.trim()).slice(0, LONGEST).join('').trim();
  return /[\p{L}\p{N}]/u.test(short) ? short : null;
}
