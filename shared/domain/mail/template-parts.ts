/** A piece of a template's source; `line` is that of its first character, 1 = the file's first. */
export interface Piece {
  text: string;
  line: number;
}

/** A template's source, taken apart: a head of `key: value` lines, an HTML body and a plain text. */
export interface TemplateParts {
  /** By key, the value of each. */
  head: ReadonlyMap<string, Piece>;
  /** Lines of the head that are no `key: value`. */
  odd: number[];
  html: Piece;
  text: Piece;
  /** Lines of `---`; the parts want two. */
  partings: number[];
}

const PARTING = /^---[ \t]*$/;

export function partsOf(source: string): TemplateParts {
  const lines = source.split(/\r\n|\n|\r/);
  const partings = lines.flatMap((line, i) => (PARTING.test(line) ? [i + 1] : []));
  const [first = lines.length + 1, second = lines.length + 1] = partings;
  const head = lines.slice(0, first - 1).map((text, i) => ({ text, line: i + 1 }));
  const filled = head.filter(({ text }) => text.trim() !== '');
  return {
    head: new Map(filled.flatMap(entryOf)),
    odd: filled.filter((piece) => entryOf(piece).length === 0).map(({ line }) => line),
    html: pieceOf(lines, first, second - 1),
    text: pieceOf(lines, second, lines.length),
    partings,
  };
}

const pieceOf = (lines: readonly string[], from: number, to: number): Piece => ({
  text: lines.slice(from, to).join('\n'),
  line: from + 1,
});

function entryOf({ text, line }: Piece): [string, Piece][] {
  const [, key, value = ''] = /^\s*([a-z][A-Za-z]*)\s*:\s*(.*)$/.exec(text) ?? [];
  return key === undefined ? [] : [[key, { text: value.trim(), line }]];
}

/** Line of the character at `offset` of a piece. */
export const lineAt = ({ text, line }: Piece, offset: number): number =>
  line + (text.slice(0, offset).match(/\n/g)?.length ?? 0);
