import { type Bilingual, both, type Language } from '../bilingual.ts';
import { STYLE } from './style.ts';

/** Text made safe inside an element or a quoted attribute. */
export const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** A label in the reader's language, not yet made safe. */
export type Say = (text: Bilingual) => string;
export const sayIn =
  (language: Language): Say =>
  (text) =>
    text[language];

/** The word for a key, or the key itself. */
export const wordIn = (words: Record<string, Bilingual>, key: string, say: Say): string =>
  words[key] ? say(words[key]) : key;

export const counted = (count: number): string => count.toLocaleString('en-US');

export interface Column {
  head: Bilingual;
  /** Numbers are set to the right, sentences may wrap. */
  kind?: 'number' | 'sentence';
}

type Row = (string | number)[];

export interface Table {
  caption: Bilingual;
  columns: Column[];
  rows: Row[];
  /** A last row that sums the others up. */
  total?: Row;
}

/** A table that scrolls by itself where the screen is narrow; its first cells name the rows. */
export function table(say: Say, { caption, columns, rows, total }: Table): string {
  const name = safe(say(caption));
  if (rows.length === 0) return `<p class="soft">${name}${safe(say(both(': none', '：无')))}</p>`;
  const head = columns.map((column) => `<th scope="col"${classOf(column)}>${safe(say(column.head))}</th>`);
  const line = (row: Row) => `<tr>${row.map((value, i) => cell(value, i, columns[i])).join('')}</tr>`;
  const foot = total ? `<tfoot>${line(total)}</tfoot>` : '';
  return `<div class="wide" role="region" aria-label="${name}" tabindex="0"><table><caption>${name}</caption>
<thead><tr>${head.join('')}</tr></thead><tbody>${rows.map(line).join('\n')}</tbody>${foot}</table></div>`;
}

function cell(value: string | number, i: number, column: Column | undefined): string {
  const text = typeof value === 'number' ? counted(value) : safe(value) || '–';
  return i === 0 ? `<th scope="row"${classOf(column)}>${text}</th>` : `<td${classOf(column)}>${text}</td>`;
}

const CLASSES = { number: ' class="n"', sentence: ' class="s"' };
const classOf = (column: Column | undefined): string => (column?.kind ? CLASSES[column.kind] : '');

/** Shut at first; what most readers need not see. */
export const folded = (say: Say, title: Bilingual, body: string): string =>
  `<details><summary>${safe(say(title))}</summary>${body}</details>`;

export const note = (say: Say, text: Bilingual): string => `<p class="soft">${safe(say(text))}</p>`;

/** One self-contained page without scripts; its policy forbids everything but its own style. */
export function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}
