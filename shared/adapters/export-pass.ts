import { rmSync } from 'node:fs';
import { findings } from '../formats/findings.ts';
import { headerOf } from '../formats/header-of.ts';
import { latestMoments } from '../formats/latest.ts';
import type { Layout } from '../formats/layout.ts';
import type { ReadingRules } from '../formats/row-reader.ts';
import type { Style } from '../formats/survey.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { noteAll } from './export-notes.ts';
import { refuseErased, refuseIncomplete } from './export-refusals.ts';
import { type Sorting, sortParsed, sortScanned } from './export-sort.ts';
import { assumedOf, summary, wholeFileProblem } from './export-summary.ts';
import type { ExportFile, ExportRead, Reading } from './export-types.ts';
import { type Alone, writeLake } from './lake-writer.ts';
import { Unscannable } from './record-scan.ts';
import { rejectsFile } from './rejects.ts';
import { identify, inheritConsent, rank } from './settle.ts';
import { foldLines, withFolded } from './settle-lines.ts';
import { type Settled, sumsOf } from './settle-sums.ts';

export const rowsPath = (dir: string): string => `${dir}/rows.parquet`;
export const rejectsPath = (dir: string): string => `${dir}/rejects.csv`;

export const rulesFor = (
  { uploadedAt, policy }: ExportFile,
  { mapping }: Layout,
  style: Style,
): ReadingRules => ({
  mapping,
  style,
  shopCurrency: policy.currency.code,
  latest: latestMoments(uploadedAt, policy.timeZone),
});

/** One pass over all rows of a file, in the style that is known so far; `place` says where it is. */
export async function readRows(
  reading: Reading,
  style: Style,
  place: { line: number },
  sort = reading.layout.quotes ? sortScanned : sortParsed,
): Promise<ExportRead> {
  try {
    return await readBy(sort, reading, style, place);
  } catch (error) {
    if (!(error instanceof Unscannable)) throw error;
    return readBy(sortParsed, reading, style, place);
  }
}

async function readBy(
  sort: typeof sortScanned,
  reading: Reading,
  style: Style,
  place: { line: number },
): Promise<ExportRead> {
  const { file, out, layout } = reading;
  const rejects = rejectsFile(
    rejectsPath(out.dir),
    file.policy.shop.language,
    layout.header,
    reading.linesAbove,
    headerOf(layout),
  );
  const sorting = {
    reading,
    rules: rulesFor(file, layout, style),
    place,
    rejects,
    found: startFindings(reading),
  };
  try {
    return await withDuckDb({ memoryMb: out.memoryMb, dir: out.dir, threads: 1 }, (db) =>
      readInto(db, sort, sorting),
    );
  } finally {
    rejects.close();
  }
}

async function readInto(db: DuckDb, sort: typeof sortScanned, sorting: Sorting): Promise<ExportRead> {
  const { reading, rules, found, rejects } = sorting;
  const { file, out, layout } = reading;
  const sorted = await sort(db, sorting);
  const { sorter, sample } = sorted;
  const alone = await refuseErased(db, sorting, sorted);
  await refuseIncomplete(db, sorting, sorter);
  const settled = await settleInto(db, reading, alone);
  await noteAll(db, sorting, settled, rowsPath(out.dir));
  const read = summary(reading, sorter, settled);
  const said = { ...read, sample, assumed: assumedOf(reading, rules.style, read, found.codes()) };
  const problem = wholeFileProblem(file, layout, read, sorter.counts.erased);
  if (problem === undefined) return { ...said, status: 'read', problems: found.list() };
  rmSync(rowsPath(out.dir));
  rejects.add(0, problem.code, problem.column, []);
  const problems = [{ line: 0, ...problem }, ...found.list()].slice(0, out.problems);
  return { ...said, status: 'refused', problems };
}

/** Settles what repeats, writes the lake's file, and says what became of all rows. */
async function settleInto(
  db: DuckDb,
  { file, out, layout }: Reading,
  alone: Alone | undefined,
): Promise<Settled> {
  const { kind, grain } = layout.mapping.profile;
  const settling = { kind, grain, identity: file.policy.identity };
  const folded = grain === 'lines' ? await foldLines(db) : undefined;
  await identify(db, settling, '"read"');
  const repeats = await rank(db, settling);
  if (kind === 'orders' && layout.mapping.positions.consent) await inheritConsent(db);
  const path = rowsPath(out.dir);
  await writeLake(db, { kind, intakeId: out.intakeId, path, alone });
  const left = kind === 'customers' ? 'known ANTI JOIN older USING ("row")' : `read_parquet('${path}')`;
  const settled = {
    ...(await sumsOf(db, settling, left, 'known SEMI JOIN older USING ("row")')),
    ...repeats,
  };
  return folded ? withFolded(settled, folded) : settled;
}

function startFindings({ out, text, layout, linesAbove }: Reading) {
  const found = findings(out.problems, linesAbove, headerOf(layout));
  for (const warning of text.warnings) found.note(warning, 0);
  if (layout.strayMark) found.note('W_BOM', layout.above + 1);
  return found;
}
