import type { findings } from '../formats/findings.ts';
import { FileProblem } from '../formats/profile.ts';
import { cellReader, type ReadingRules } from '../formats/row-reader.ts';
import { readRecords } from './csv.ts';
import type { DuckDb } from './duckdb.ts';
import { type ReadRow, type RowSorter, rowSorter } from './export-rows.ts';
import type { Reading } from './export-types.ts';
import { type FastLane, fastLane } from './fast-lane.ts';
import { againPath, plainPath } from './fast-lane-files.ts';
import { plainSelect } from './fast-lane-sql.ts';
import { type Alone, lakeTable } from './lake-writer.ts';
import { scanRecords } from './record-scan.ts';
import type { Rejects } from './rejects.ts';

/** Everything that sorting the rows of a file leaves behind, beside the table "read". */
export interface Sorted {
  sorter: RowSorter;
  sample: ReadRow[];
  /** The plain rows; those that may repeat an order are in the table too. */
  alone: Alone | undefined;
}

export interface Sorting {
  reading: Reading;
  rules: ReadingRules;
  /** Where the reading is, for whoever must say so. */
  place: { line: number };
  rejects: Rejects;
  found: ReturnType<typeof findings>;
}

/** Puts the rows of a file into the table "read", record by record as the CSV parser cuts them. */
export async function sortParsed(db: DuckDb, sorting: Sorting): Promise<Sorted> {
  const { reading, place } = sorting;
  const { text, layout } = reading;
  const { table, sorter, sample } = await opened(db, sorting, () => undefined);
  try {
    const sort = (record: string[], line: number) => {
      place.line = line;
      if (line > layout.above + 1) sorter.sort(record, line);
    };
    await readRecords(text.open(), layout.delimiter, sort, layout.quotes);
  } finally {
    table.close();
  }
  return { sorter, sample, alone: undefined };
}

/** The same, but plain rows are only proven here, and left to DuckDB; throws Unscannable where that cannot be done. */
export async function sortScanned(db: DuckDb, sorting: Sorting): Promise<Sorted> {
  const { reading, rules, place } = sorting;
  const { text, layout, out } = reading;
  const lane = fastLane(layout, rules, out.dir, text.bytes);
  const { table, sorter, sample } = await opened(db, sorting, (row) =>
    lane?.otherOrder(String(row.order_id)),
  );
  const begins = layout.above + 1;
  try {
    await scanRecords(text.blocks(), layout.delimiter, {
      plain: (bytes, from, line) =>
        lane && line > begins && sample.length >= out.sample ? lane.plain(bytes, from) : -1,
      other(record, line, lines) {
        lane?.leave(lines);
        place.line = line;
        if (line > begins) sorter.sort(record, line);
      },
      flush: () => lane?.flush(),
    });
  } catch (error) {
    lane?.drop();
    throw error;
  } finally {
    table.close();
  }
  return { sorter, sample, alone: lane ? await merged(db, lane, sorting, sorter) : undefined };
}

async function opened(
  db: DuckDb,
  { reading, rules, place, rejects, found }: Sorting,
  seen: (row: ReadRow) => void,
) {
  const { layout, out } = reading;
  const { kind, grain } = layout.mapping.profile;
  const table = await lakeTable(db, kind, grain);
  const sample: ReadRow[] = [];
  const take = (row: ReadRow, line: number) => {
    table.append(row, line);
    seen(row);
    if (sample.length < out.sample) sample.push(row);
  };
  const note = (code: string, field: string) => found.note(code, place.line, field);
  return {
    table,
    sample,
    sorter: rowSorter(layout, cellReader(rules, note), { isJson: reading.isJson, rejects, found, take }),
  };
}

/** Adds the plain rows to the sums, and those that may repeat an order to the table; gives all of them. */
async function merged(
  db: DuckDb,
  lane: FastLane,
  { reading }: Sorting,
  sorter: RowSorter,
): Promise<Alone | undefined> {
  const { layout, out } = reading;
  const plain = lane.close();
  if (plain.rows === 0) return undefined;
  sorter.counts.rows += plain.rows;
  const gross = Object.values(sorter.readable).reduce((sum, amount) => sum + Math.abs(amount), plain.gross);
  if (!Number.isSafeInteger(gross)) throw new FileProblem('F_AMOUNT_TOTAL', 0);
  for (const [currency, amount] of Object.entries(plain.readable))
    sorter.readable[currency] = (sorter.readable[currency] ?? 0) + amount;
  const rows = { lane: lane.lane, layout, plain };
  await db.run(`INSERT INTO "read" BY NAME ${plainSelect(againPath(out.dir), { ...rows, numbered: true })}`);
  return { select: plainSelect(plainPath(out.dir), { ...rows, numbered: false }), lines: plain.lines };
}
