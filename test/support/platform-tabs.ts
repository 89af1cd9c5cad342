import type { Cells } from './platform-csv.ts';

/** A file parted by tabs that knows no quotes, as Amazon writes it. */
export function platformTabs(header: readonly string[], rows: readonly Cells[]): string {
  const known = new Set(header);
  const stray = rows.flatMap((row) => Object.keys(row)).find((name) => !known.has(name));
  if (stray !== undefined) throw new Error(`no column is called ${stray}`);
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  return lines.map((cells) => `${cells.join('\t')}\r\n`).join('');
}
