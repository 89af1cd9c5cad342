/** Signs at which a spreadsheet starts to execute a cell, with their full-width twins. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** Whether a spreadsheet would try to execute the text as a cell. */
export const isFormula = (text: string): boolean => FORMULA.test(text) && !PLAIN_NUMBER.test(text);

/** The text as a cell, letter by letter; quoted by RFC 4180 where needed. */
export const exactCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** One cell: a formula is disarmed by `'`, negative numbers stay numbers; quoted by RFC 4180 where needed. */
export function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return exactCell(isFormula(text) ? `'${text}` : text);
}

export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

/** Spreadsheets read a UTF-8 file as such only when it begins so. */
export const BYTE_ORDER_MARK = '\uFEFF';
