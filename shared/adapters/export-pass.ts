import { findings } from '../formats/findings.ts';
import { latestMoments } from '../formats/latest.ts';
import type { Layout } from '../formats/layout.ts';
import { cellReader, type ReadingRules } from '../formats/row-reader.ts';
import type { Style } from '../formats/survey.ts';
import { readRecords } from './csv.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { type ReadRow, type RowSorter, rowSorter } from './export-rows.ts';
import { summary, wholeFileProblem } from './export-summary.ts';
import type { ExportFile, ExportRead, Reading } from './export-types.ts';
import { lakeTable, settle, writeLake } from './lake-writer.ts';
import { type Rejects, rejectsFile } from './rejects.ts';

export const rowsPath = (dir: string): string => `${dir}/rows.parquet`;
export const rejectsPath = (dir: string): string => `${dir}/rejects.csv`;

export const rulesFor = (
  { uploadedAt, policy }: ExportFile,
  { mapping }: Layout,
  style: Style,
): ReadingRules => ({
  mapping,
  amount: style.amount,
  date: style.date,
  shopCurrency: policy.currency.code,
  latest: latestMoments(uploadedAt, policy.timeZone),
});

/** One pass over all rows of a file, in the style that is known so far; `place` says where it is. */
export async function readRows(reading: Reading, style: Style, place: { line: number }): Promise<ExportRead> {
  const { file, out, layout } = reading;
  const rejects = rejectsFile(rejectsPath(out.dir), file.policy.shop.language, layout.header);
  try {
    return await withDuckDb({ memoryMb: out.memoryMb, dir: out.dir }, (db) =>
      readInto(db, rejects, reading, style, place),
    );
  } finally {
    rejects.close();
  }
}

async function readInto(
  db: DuckDb,
  rejects: Rejects,
  reading: Reading,
  style: Style,
  place: { line: number },
): Promise<ExportRead> {
  const { file, out, layout } = reading;
  const { kind } = layout.mapping.profile;
  const found = startFindings(reading);
  const { sorter, sample } = await sortRows(db, reading, style, place, rejects, found);
  const settled = await settle(db, kind, file.policy.identity);
  if (settled.duplicateAt !== null) found.note('W_DUPLICATE_ROW', settled.duplicateAt);
  if (settled.changedAt !== null) found.note('W_ORDER_REPEATED', settled.changedAt);
  const read = { ...summary(reading, sorter, settled), sample };
  const problem = wholeFileProblem(file, layout, read);
  if (problem === undefined) {
    await writeLake(db, kind, out.intakeId, rowsPath(out.dir));
    return { ...read, status: 'read', problems: found.list() };
  }
  rejects.add(0, problem, undefined, []);
  const problems = [{ line: 0, code: problem }, ...found.list()].slice(0, out.problems);
  return { ...read, status: 'refused', problems };
}

function startFindings({ out, text, layout }: Reading) {
  const found = findings(out.problems);
  for (const warning of text.warnings) found.note(warning, 0);
  if (layout.strayMark) found.note('W_BOM', layout.above + 1);
  return found;
}

async function sortRows(
  db: DuckDb,
  { file, out, text, layout }: Reading,
  style: Style,
  place: { line: number },
  rejects: Rejects,
  found: ReturnType<typeof findings>,
): Promise<{ sorter: RowSorter; sample: ReadRow[] }> {
  const table = await lakeTable(db, layout.mapping.profile.kind);
  const note = (code: string, field: string) => found.note(code, place.line, field);
  const sample: ReadRow[] = [];
  const take = (row: ReadRow, line: number) => {
    table.append(row, line);
    if (sample.length < out.sample) sample.push(row);
  };
  const reader = cellReader(rulesFor(file, layout, style), note);
  const sorter = rowSorter(layout, reader, { rejects, found, take });
  try {
    await readRecords(text.open(), layout.delimiter, (record, line) => {
      place.line = line;
      if (line > layout.above + 1) sorter.sort(record, line);
    });
  } finally {
    table.close();
  }
  return { sorter, sample };
}
