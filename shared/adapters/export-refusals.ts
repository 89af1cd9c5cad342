import { readRecords } from './csv.ts';
import type { DuckDb } from './duckdb.ts';
import type { RowSorter } from './export-rows.ts';
import type { Sorting } from './export-sort.ts';
import { takeOutErased, takeOutIncomplete } from './taken-out.ts';

/** Refuses the rows of erased people. The rejects file names their lines and nothing of them. */
export async function refuseErased(db: DuckDb, sorting: Sorting, sorter: RowSorter): Promise<void> {
  const { reading, found, rejects } = sorting;
  const hasMoney = reading.layout.mapping.profile.kind === 'orders';
  const { lines, amounts } = await takeOutErased(db, reading.file.erased, hasMoney);
  for (const line of lines) {
    found.note('R_ERASED', line);
    rejects.add(line, 'R_ERASED', undefined, []);
  }
  sorter.refuseTaken(lines.length, amounts);
  sorter.counts.erased = lines.length;
}

/** Refuses the readable lines of orders of which another line could not be read; the file is asked once more for them. */
export async function refuseIncomplete(db: DuckDb, sorting: Sorting, sorter: RowSorter): Promise<void> {
  const { lines, amounts } = await takeOutIncomplete(db, sorter.incomplete);
  if (lines.length === 0) return;
  const refused = new Set(lines);
  const { reading, found, rejects } = sorting;
  const refuse = (record: string[], line: number) => {
    if (!refused.has(line)) return;
    found.note('R_ORDER_INCOMPLETE', line);
    rejects.add(line, 'R_ORDER_INCOMPLETE', undefined, record);
  };
  await readRecords(reading.text.open(), reading.layout.delimiter, refuse, reading.layout.quotes);
  sorter.refuseTaken(lines.length, amounts);
}
