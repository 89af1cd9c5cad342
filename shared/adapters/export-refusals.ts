import { readRecords } from './csv.ts';
import type { DuckDb } from './duckdb.ts';
import type { RowSorter } from './export-rows.ts';
import type { Sorted, Sorting } from './export-sort.ts';
import type { Alone } from './lake-writer.ts';
import { takeOutErased, takeOutIncomplete, takeOutMixed } from './taken-out.ts';

/** Refuses the rows of erased people; gives what is left of those alone. The rejects file names their lines and nothing of them. */
export async function refuseErased(
  db: DuckDb,
  sorting: Sorting,
  { sorter, alone: all }: Sorted,
): Promise<Alone | undefined> {
  const { reading, found, rejects } = sorting;
  const hasMoney = reading.layout.mapping.profile.kind === 'orders';
  const { lines, amounts, alone } = await takeOutErased(db, reading.file.erased, hasMoney, all);
  for (const line of lines) {
    found.note('R_ERASED', line);
    rejects.add(line, 'R_ERASED', undefined, []);
  }
  sorter.refuseTaken(lines.length, amounts);
  sorter.counts.erased = lines.length;
  return alone;
}

/** Refuses the readable lines of orders that have no true sum; the file is asked once more for their cells. */
export async function refuseIncomplete(db: DuckDb, sorting: Sorting, sorter: RowSorter): Promise<void> {
  if (sorting.reading.layout.mapping.profile.grain !== 'lines') return;
  const incomplete = await takeOutIncomplete(db, sorter.incomplete);
  const mixed = await takeOutMixed(db);
  const codes = new Map<number, string>([
    ...incomplete.lines.map((line): [number, string] => [line, 'R_ORDER_INCOMPLETE']),
    ...mixed.lines.map((line): [number, string] => [line, 'R_ORDER_CURRENCIES']),
  ]);
  for (const { lines, amounts } of [incomplete, mixed]) sorter.refuseTaken(lines.length, amounts);
  if (codes.size > 0) await refuseLines(sorting, codes);
}

async function refuseLines(
  { reading, found, rejects }: Sorting,
  codes: ReadonlyMap<number, string>,
): Promise<void> {
  const refuse = (record: string[], line: number) => {
    const code = codes.get(line);
    if (code === undefined) return;
    found.note(code, line);
    rejects.add(line, code, undefined, record);
  };
  await readRecords(reading.text.open(), reading.layout.delimiter, refuse, reading.layout.quotes);
}
