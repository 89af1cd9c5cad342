/** Cells by column name; a column that is left out is empty. */
export type Cells = Readonly<Record<string, string>>;

export interface Habits {
  /** Quotes round every cell, not only where they are needed. */
  quoteAll?: boolean;
  newline?: '\n' | '\r\n';
  bom?: boolean;
}

/** A CSV text as a platform writes it. A cell of a column that the header lacks is a slip of the test, and throws. */
export function platformCsv(header: readonly string[], rows: readonly Cells[], habits: Habits = {}): string {
  const { quoteAll = false, newline = '\n', bom = false } = habits;
  const known = new Set(header);
  const stray = rows.flatMap((row) => Object.keys(row)).find((name) => !known.has(name));
  if (stray !== undefined) throw new Error(`no column is called ${stray}`);
  const quoted = (cell: string) =>
    quoteAll || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  return (bom ? '\uFEFF' : '') + lines.map((cells) => cells.map(quoted).join(',') + newline).join('');
}
