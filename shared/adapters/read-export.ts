import { findLayout } from '../formats/layout.ts';
import { FileProblem } from '../formats/profile.ts';
import { cellReader, NeedsSurvey } from '../formats/row-reader.ts';
import { type Asked, type Style, survey } from '../formats/survey.ts';
import { readRecords } from './csv.ts';
import { beginning, decodeFile } from './decode.ts';
import { readRows, rejectsPath, rulesFor } from './export-pass.ts';
import { fitted, isBlank } from './export-rows.ts';
import type { ExportFile, ExportRead, Outputs, Reading } from './export-types.ts';
import { rejectsFile } from './rejects.ts';

export { rejectsPath, rowsPath } from './export-pass.ts';
export type { ExportFile, ExportRead, Outputs } from './export-types.ts';

/** Header and delimiter must show within the first million characters. */
const HEAD = 1 << 20;
/** Reads an export whole: detects, maps, checks every row, settles repeats, and writes Parquet and rejects. */
export async function readExport(file: ExportFile, out: Outputs): Promise<ExportRead> {
  const known: Partial<ExportRead> = {};
  try {
    const text = await decodeFile(file.path, file.encoding);
    known.encoding = text.encoding;
    const { head, whole } = await beginning(text, HEAD);
    const layout = findLayout(head, whole, file.hint);
    const { profile, unmatched } = layout.mapping;
    Object.assign(known, { kind: profile.kind, format: profile.id, unmatched });
    return await styled({ file, out, text, layout }, { date: {} });
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return refused(file, out, known, error);
  }
}

/** Reads in one go; where a cell turns out to need the whole column's word, asks the column and begins again. */
async function styled(reading: Reading, style: Style, asked: Asked = {}): Promise<ExportRead> {
  const place = { line: 0 };
  try {
    return await readRows(reading, style, place);
  } catch (error) {
    if (!(error instanceof NeedsSurvey) || asked[error.asks]) throw error;
    const more = { ...asked, [error.asks]: place.line };
    return styled(reading, await surveyed(reading, more), more);
  }
}

async function surveyed({ file, text, layout }: Reading, asked: Asked): Promise<Style> {
  const reader = cellReader(rulesFor(file, layout, { date: {} }), () => undefined);
  const seen = survey();
  await readRecords(text.open(), layout.delimiter, (record, line) => {
    const cells = fitted(record, layout.header.length);
    if (line <= layout.above + 1 || !cells || isBlank(cells)) return;
    for (const field of ['ordered_at', 'updated_at', 'consent_at'] as const)
      seen.date(reader.text(cells, field));
    for (const field of ['amount', 'refund'] as const) seen.amount(reader.text(cells, field));
  });
  return seen.decide(asked);
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
