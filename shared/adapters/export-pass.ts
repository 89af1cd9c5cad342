import type { ExportKind, Intake } from '../contract/intake.ts';
import { mustBalance } from '../domain/counts.ts';
import { localDateOf } from '../domain/dates.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { findings } from '../formats/findings.ts';
import { latestMoments } from '../formats/latest.ts';
import type { Layout } from '../formats/layout.ts';
import { cellReader, type ReadingRules } from '../formats/row-reader.ts';
import type { Style } from '../formats/survey.ts';
import { readRecords } from './csv.ts';
import type { Text } from './decode.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { type ReadRow, type RowSorter, rowSorter } from './export-rows.ts';
import { type Amounts, lakeTable, type Settled, type Span, settle, writeLake } from './lake-writer.ts';
import { type Rejects, rejectsFile } from './rejects.ts';

/** A file on disk, and what is known about it before it is opened. `hint` is the folder it was put into. */
export interface ExportFile {
  path: string;
  hint: ExportKind;
  /** ISO 8601; nothing in the file may be dated more than a day later. */
  uploadedAt: string;
  /** The encoding that the uploader declared. */
  encoding?: string | undefined;
  policy: Pick<Policy, 'timeZone' | 'currency' | 'identity' | 'shop' | 'intake'>;
}

export interface Outputs {
  /** Stands in every lake row. */
  intakeId: string;
  /** Private folder for DuckDB, and for `rows.parquet` and `rejects.csv`. */
  dir: string;
  memoryMb: number;
  /** How many problems and mapped rows to give back. */
  problems: number;
  sample: number;
}

/** What a file says. `refused`: a problem with an `F_` code is in `problems`, and nothing of it may be used. */
export type ExportRead = Pick<
  Intake,
  | 'kind'
  | 'format'
  | 'encoding'
  | 'counts'
  | 'amounts'
  | 'amountsElsewhere'
  | 'currency'
  | 'from'
  | 'to'
  | 'problems'
  | 'unmatched'
> & { status: 'read' | 'refused'; sample: ReadRow[] };

export interface Reading {
  file: ExportFile;
  out: Outputs;
  text: Text;
  layout: Layout;
}

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

type Summary = Omit<ExportRead, 'status' | 'problems' | 'sample'>;

function summary({ file, text, layout }: Reading, sorter: RowSorter, settled: Settled): Summary {
  const { rows, blank, rejected, further } = sorter.counts;
  const repeated = settled.rows.repeated + further;
  const counts = {
    rows,
    kept: settled.rows.kept,
    rejected,
    repeated,
    setAside: settled.rows.setAside,
    blank,
  };
  const right = ['kept', 'rejected', 'repeated', 'setAside', 'blank'];
  mustBalance({ step: 'intake', left: 'rows', right, terms: counts });
  const elsewhere = {
    rejected: sorter.rejectedAmounts,
    repeated: settled.amounts.repeated,
    setAside: settled.amounts.setAside,
  };
  for (const [currency, readable] of Object.entries(sorter.readable))
    moneyMustBalance(currency, readable, { kept: settled.amounts.kept, ...elsewhere });
  const { profile, unmatched } = layout.mapping;
  return {
    kind: profile.kind,
    format: profile.id,
    encoding: text.encoding,
    counts,
    amounts: settled.amounts.kept,
    ...(profile.kind === 'orders' ? { amountsElsewhere: elsewhere } : {}),
    ...(settled.currency ? { currency: settled.currency } : {}),
    ...dates(settled, file.policy.timeZone),
    unmatched,
  };
}

function moneyMustBalance(currency: string, readable: number, parts: Record<string, Amounts>): void {
  const sums = Object.entries(parts).map(([name, amounts]): [string, number] => [
    name,
    amounts[currency] ?? 0,
  ]);
  const terms = { readable, ...Object.fromEntries(sums) };
  mustBalance({ step: 'intake', left: 'readable', right: Object.keys(parts), terms });
}

/** First and last local date; zoned moments are dated in the policy's zone. */
function dates({ utc, wall }: Settled, timeZone: string): { from?: string; to?: string } {
  const zoned = (utc ?? []).map((at) => localDateOf(at, timeZone));
  const local = (wall ?? []).map((at) => at.slice(0, 10));
  const [from, to] = span([...zoned, ...local]) ?? [];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function span(all: string[]): Span {
  const sorted = all.sort();
  return sorted[0] === undefined ? null : [sorted[0], sorted.at(-1) ?? sorted[0]];
}

/** What can only be said when all rows are known. */
function wholeFileProblem({ policy }: ExportFile, { mapping }: Layout, { counts, amounts }: Summary) {
  const filled = counts.rows - counts.blank;
  if (filled === 0) return 'F_NO_DATA_ROWS';
  if (counts.rejected > filled * policy.intake.maxRejectShare) return 'F_REJECT_RATE';
  const { code, rates } = policy.currency;
  const named = Object.keys(amounts).filter((currency) => currency !== '');
  const strangers = named.filter((currency) => currency !== code && !Object.hasOwn(rates, currency));
  const mixed = named.length > 1 && strangers.length > (code ? 0 : 1);
  return mixed && !mapping.positions.currency ? 'F_CURRENCY_MIXED' : undefined;
}
