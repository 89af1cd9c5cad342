/** Signs at which a spreadsheet starts to execute a cell, with their full-width twins. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** One cell: a formula is disarmed by `'`, negative numbers stay numbers; quoted by RFC 4180 where needed. */
export function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

/** Spreadsheets read a UTF-8 file as such only when it begins so. */
export const BYTE_ORDER_MARK = '\uFEFF';
