/** Widths in em: a Chinese character takes a whole one, a Latin letter a little more than half of it. */
const WIDE = 1;
const NARROW = 0.56;

const WORDS = /\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu;

/** How wide a text is about, in em. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u0020-\u024f]/.test(sign) ? NARROW : WIDE), 0);

/** A label on at most `lines` lines of at most `most` em; what has no room ends in an ellipsis. */
export function labelLines(label: string, most: number, lines: number): string[] {
  const filled = filledLines(label.trim(), most);
  if (filled.length <= lines) return filled;
  const kept = filled.slice(0, lines);
  return [...kept.slice(0, -1), shortened(kept.at(-1) ?? '', most)];
}

function filledLines(label: string, most: number): string[] {
  const lines = [''];
  for (const word of (label.match(WORDS) ?? []).flatMap((each) => pieces(each, most))) {
    const line = lines.at(-1) ?? '';
    if (widthOf((line + word).trimEnd()) <= most) lines[lines.length - 1] = line + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trim()).filter((line, i) => line !== '' || i === 0);
}

/** A word that is too long for any line is cut. */
function pieces(word: string, most: number): string[] {
  if (widthOf(word.trimEnd()) <= most) return [word];
  const cut = [''];
  for (const sign of word)
    if (widthOf((cut.at(-1) ?? '') + sign) <= most) cut[cut.length - 1] += sign;
    else cut.push(sign);
  return cut;
}

function shortened(line: string, most: number): string {
  const signs = [...line];
  while (signs.length > 0 && widthOf(signs.join('')) + WIDE > most) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
