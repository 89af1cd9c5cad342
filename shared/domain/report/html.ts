import { type Bilingual, both, type Language } from '../bilingual.ts';
import { STYLE, STYLE_DIGEST } from './style.ts';

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
  /** Numbers are set to the right, an interval under its estimate; sentences may wrap, and what wraps takes little width. */
  kind?: 'number' | 'interval' | 'sentence' | 'wrapping';
}

type Row = (string | number)[];

export interface Table {
  caption: Bilingual;
  columns: Column[];
  rows: Row[];
  /** A last row that sums the others up. */
  total?: Row;
}

/** With more columns than these, or with sentences, a row becomes a list on a phone, where the table would have to scroll. */
const MOST_COLUMNS = 4;

/** Its first cells name the rows. What is too wide for the screen all the same scrolls by itself. */
export function table(say: Say, { caption, columns, rows, total }: Table): string {
  const name = safe(say(caption));
  if (rows.length === 0) return `<p class="soft">${name}${safe(say(both(': none', '：无')))}</p>`;
  const lists = columns.length > MOST_COLUMNS || columns.some(({ kind }) => kind === 'sentence');
  const role: Role = (of) => (lists ? ` role="${of}"` : '');
  const head = columns.map(
    (column) => `<th scope="col"${role('columnheader')}${classOf(column)}>${safe(say(column.head))}</th>`,
  );
  const line = (row: Row) =>
    `<tr${role('row')}>${row.map((value, i) => cell(value, i, columns[i], lists ? say : undefined)).join('')}</tr>`;
  const foot = total ? `<tfoot${role('rowgroup')}>${line(total)}</tfoot>` : '';
  return `<div class="wide" role="region" aria-label="${name}" tabindex="0"><table${lists ? ' class="lists" role="table"' : ''}><caption>${name}</caption>
<thead${role('rowgroup')}><tr${role('row')}>${head.join('')}</tr></thead><tbody${role('rowgroup')}>${rows.map(line).join('\n')}</tbody>${foot}</table></div>`;
}

/** A row that is shown as a list is a row of a table only if it says so. */
type Role = (of: string) => string;

/** `say`: the cell may become an item of a list, and then needs the head of its column beside it. */
function cell(value: string | number, i: number, column: Column | undefined, say?: Say): string {
  const text = typeof value === 'number' ? counted(value) : safe(value) || '–';
  const [tag, scope, role] = i === 0 ? ['th', ' scope="row"', 'rowheader'] : ['td', '', 'cell'];
  const item = say && column ? ` role="${role}" data-head="${safe(say(column.head))}"` : '';
  return `<${tag}${scope}${classOf(column)}${item}>${text}</${tag}>`;
}

const CLASSES = {
  number: ' class="n"',
  interval: ' class="i"',
  sentence: ' class="s"',
  wrapping: ' class="w"',
};
const classOf = (column: Column | undefined): string => (column?.kind ? CLASSES[column.kind] : '');

/** Shut at first; what most readers need not see. */
export const folded = (say: Say, title: Bilingual, body: string): string =>
  `<details><summary>${safe(say(title))}</summary>${body}</details>`;

export const note = (say: Say, text: Bilingual): string => `<p class="soft">${safe(say(text))}</p>`;

/**
 * One self-contained page without scripts; its policy forbids everything but its own style, and `styles` of the letters
 * that it shows in frames: sources of a policy, with their quotes.
 */
export function page(
  language: Language,
  title: string,
  body: string,
  styles: readonly string[] = [],
): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${[`'${STYLE_DIGEST}'`, ...styles].join(' ')}; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}
