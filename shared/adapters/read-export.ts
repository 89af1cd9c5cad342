import type { Known } from '../formats/detect.ts';
import { findLayout, type Layout } from '../formats/layout.ts';
import { policyProfiles } from '../formats/mapping.ts';
import { FileProblem } from '../formats/profile.ts';
import { cellReader } from '../formats/row-reader.ts';
import { NeedsSurvey } from '../formats/row-refusal.ts';
import { type Asked, initialStyle, type Style, survey } from '../formats/survey.ts';
import { unguarded } from './bare-guards.ts';
import { readRecords } from './csv.ts';
import { beginning, decodeFile } from './decode.ts';
import { readRows, rejectsPath, rulesFor } from './export-pass.ts';
import { fitted, isBlank } from './export-rows.ts';
import type { ExportFile, ExportRead, Outputs, Reading } from './export-types.ts';
import { rejectsFile } from './rejects.ts';
import { unpackFile } from './unpack.ts';
import { watchedText } from './watched-text.ts';

export { rejectsPath, rowsPath } from './export-pass.ts';
export type { ExportFile, ExportRead, Outputs } from './export-types.ts';

/** Header and delimiter must show within the first million characters. */
const HEAD = 1 << 20;
/** What a packed file may become on disk; as large as a plain one may be. */
const UNPACKED_BYTES = 2 * 1024 ** 3;

/** Reads an export whole: detects, maps, checks every row, settles repeats, and writes Parquet and rejects. */
export async function readExport(file: ExportFile, out: Outputs): Promise<ExportRead> {
  const known: Partial<ExportRead> = {};
  try {
    const reading = await opened(file, out, known);
    return await styled(reading, initialStyle(reading.layout.mapping.profile));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return refused(file, out, known, error);
  }
}

/** Finds out what a file is; notes in `known` what is found, for a file that is refused later on. */
async function opened(file: ExportFile, out: Outputs, known: Partial<ExportRead>): Promise<Reading> {
  const { extension = '', sheet, encoding, hint } = file;
  const limits = { maxBytes: UNPACKED_BYTES, memoryMb: out.memoryMb };
  const plain = await unpackFile(file.path, out.dir, { extension, sheet, ...limits });
  const decoded = await decodeFile(plain.path, plain.encoding ?? encoding);
  known.encoding = decoded.encoding;
  decoded.warnings.push(...plain.warnings);
  const isJson = plain.container.endsWith('jsonl');
  const { head, whole } = await beginning(decoded, HEAD);
  const text = unguarded(decoded, head);
  const layout = layoutOr(plain.otherSheets ?? [], () => findLayout(head, whole, hint, mappingsOf(file)));
  const { profile, unmatched } = layout.mapping;
  Object.assign(known, { kind: profile.kind, format: profile.id, unmatched });
  return { file, out, text: watchedText(text, out.onProgress), layout, linesAbove: plain.linesAbove, isJson };
}

/** Where a sheet has no table, as a cover has none: what the other sheets are called is what helps then. */
const NO_TABLE = ['F_HEADER_MISSING', 'F_HEADER_MISSING_COLUMN', 'F_NO_DATA_ROWS', 'F_DELIMITER_AMBIGUOUS'];

function layoutOr(sheets: readonly string[], find: () => Layout): Layout {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof FileProblem) || sheets.length === 0 || !NO_TABLE.includes(error.code)) throw error;
    throw new FileProblem('F_SHEET_WITHOUT_TABLE', error.line, sheets.join(', ').slice(0, 200));
  }
}

const mappingsOf = ({ mapping, policy }: ExportFile): Known => ({
  mapping,
  mappings: policyProfiles(policy.mappings ?? {}),
});

/** Reads in one go; where a cell turns out to need the whole column's word, asks the column and begins again. */
async function styled(reading: Reading, style: Style, asked: Asked = {}): Promise<ExportRead> {
  const place = { line: 0 };
  try {
    return await readRows(reading, style, place);
  } catch (error) {
    if (!(error instanceof NeedsSurvey) || asked[error.asks]) throw error;
    const more = { ...asked, [error.asks]: place.line };
    return styled(reading, await surveyed(reading, style, more), more);
  }
}

async function surveyed({ file, text, layout }: Reading, style: Style, asked: Asked): Promise<Style> {
  const reader = cellReader(rulesFor(file, layout, style), () => undefined);
  const seen = survey(style);
  const look = (record: string[], line: number) => {
    const cells = fitted(record, layout.header.length);
    if (line <= layout.above + 1 || !cells || isBlank(cells)) return;
    for (const [field, cell] of reader.dates(cells)) seen.date(cell, field);
    for (const cell of reader.numbers(cells)) seen.amount(cell);
  };
  await readRecords(text.open(), layout.delimiter, look, layout.quotes);
  return seen.decide(asked, style, file.policy.intake);
}

/** Nothing of the file counts; its rejects file says only why. */
function refused(
  file: ExportFile,
  out: Outputs,
  known: Partial<ExportRead>,
  problem: FileProblem,
): ExportRead {
  const { code, line, column } = problem;
  const rejects = rejectsFile(rejectsPath(out.dir), file.policy.shop.language, []);
  rejects.add(line, code, column, []);
  rejects.close();
  return {
    kind: file.hint,
    unmatched: [],
    ...known,
    status: 'refused',
    counts: { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
    amounts: {},
    problems: [{ line, code, ...(column === undefined ? {} : { column }) }],
    sample: [],
  };
}
