import { cellsOf } from './terminal.ts';

/** Where nobody watches there is no width to fit; this one reads well in a log. */
const USUAL_WIDTH = 120;
/** Less room than this helps nobody. */
const NARROWEST = 20;
/** Words of letters stay whole; Chinese ones part anywhere but before a sign that ends something. */
const PIECE = /\s+|[\p{Script=Han}“（《][，。；：！？、）》”]*|[^\s\p{Script=Han}“（《]+/gu;

export const terminalWidth = (): number => process.stdout.columns ?? USUAL_WIDTH;

/** A text in lines of at most `width` cells; the first begins with `head`, the others stand below the text. */
export function hanging(head: string, text: string, width: number): string[] {
  const indent = ' '.repeat(cellsOf(head));
  const room = Math.max(NARROWEST, width - cellsOf(head));
  return wrapped(text, room).map((line, i) => ((i === 0 ? head : indent) + line).trimEnd());
}

function wrapped(text: string, room: number): string[] {
  const lines = [''];
  for (const piece of text.match(PIECE) ?? []) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && cellsOf((line + piece).trimEnd()) > room) lines.push(piece.trimStart());
    else lines[lines.length - 1] = line + piece;
  }
  return lines;
}
