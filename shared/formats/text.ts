/** How header cells are compared: width, case, spaces, `_`, `-` and remarks such as `(元)` do not matter. */
export const headerName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((元|必填|选填|required|optional)\)/g, '')
    .replace(/[\s_\-.*:\u200b-\u200d\ufeff]+/g, '');

const CONTROL = /[^\P{Cc}\t\n\r]/u;
const WRAPPING = /^[\s\u00a0\u200b-\u200f\u2060\ufeff]+|[\s\u00a0\u200b-\u200f\u2060\ufeff]+$/g;
const INVISIBLE = /[\p{Cc}\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;
const NOTHING = /^(-+|—+|null|nil|none|n\/a|na|nan|\(null\)|空|无)$/i;
/** Fewer than of ids and numbers: Na is a surname, NA is Namibia, and None or Nil may be somebody's word. */
const NO_TEXT = /^(-+|—+|null|n\/a|\(null\)|空|无)$/i;
const EXCEL_ERROR = /^(#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{4,})$/i;
const SCIENTIFIC = /^\d([.,]\d+)?E\+\d{1,3}$/i;
/** Nothing to unwrap: printable ASCII that neither begins with a sign of wrapping nor has spaces at its ends. */
const PLAIN = /^[!#-&(-<>-~]([ -~]*[!-~])?$/;
const FIELD_BYTES = 65_536;

export const hasControl = (text: string): boolean => CONTROL.test(text);
export const isNothing = (text: string): boolean => text === '' || NOTHING.test(text);
export const isExcelError = (text: string): boolean => text.startsWith('#') && EXCEL_ERROR.test(text);
export const isScientific = (text: string): boolean => SCIENTIFIC.test(text);

export const isTooLong = (text: string): boolean =>
  text.length > FIELD_BYTES / 3 && new TextEncoder().encode(text).length > FIELD_BYTES;

/** Without what spreadsheets wrap round a text: spaces, zero-width marks, `="…"`, a leading `'`. */
export function unwrapped(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const bare = text.replace(WRAPPING, '').replace(/^'(?==")/, '');
  const formula = /^="([^"]*)"$/.exec(bare)?.[1];
  return (formula ?? bare.replace(/^'/, '')).replace(WRAPPING, '');
}

/** A text that people read: one line, no invisible marks that turn or hide text, at most `length` characters. */
export function shown(text: string, length: number): string | null {
  const line = unwrapped(text).replace(/\s+/g, ' ').replace(INVISIBLE, '').trim();
  return line === '' || NO_TEXT.test(line) ? null : [...line].slice(0, length).join('');
}
