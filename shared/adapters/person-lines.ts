import { z } from 'zod';
import type { Bucket } from './bucket.ts';
import { type DuckDb, quoted } from './duckdb.ts';
import { getLines } from './lines.ts';
import type { RunStore } from './run-store.ts';

const LineSchema = z.looseObject({ customerId: z.string() });

/** One file in the folder of a run, by what it holds of people. */
export interface RunFile {
  runId: string;
  folder: string;
  key: string;
}

/** Every file in a folder of a run, those of the newest run first. */
export async function runFilesIn(
  lake: Pick<Bucket, 'list'>,
  runs: Pick<RunStore, 'runs'>,
): Promise<RunFile[]> {
  const numbers = new Map((await runs.runs()).map(({ runId, runSeq }) => [runId, runSeq]));
  const numberOf = ({ runId }: RunFile) => numbers.get(runId) ?? 0;
  const files = (await lake.list('runs/')).map((key) => {
    const [, runId = '', folder = ''] = key.split('/');
    return { runId, folder, key };
  });
  return files.sort((a, b) => numberOf(b) - numberOf(a));
}

/** The lines about some customers in one file of a run, each with its run. */
export async function hisLines(
  lake: Bucket,
  { runId, key }: RunFile,
  customerIds: ReadonlySet<string>,
): Promise<unknown[]> {
  const found = await getLines(lake, key, LineSchema);
  return found.flatMap((line) => (customerIds.has(line.customerId) ? [{ run: runId, ...line }] : []));
}

/** The same of a Parquet file. */
export async function hisFigures(
  db: DuckDb,
  path: string,
  { runId }: RunFile,
  customerIds: ReadonlySet<string>,
): Promise<unknown[]> {
  // What is looked for lies in a table: no statement, and no error that quotes one, ever names anybody.
  await db.load(
    'called',
    { value: 'VARCHAR' },
    [...customerIds].map((value) => ({ value })),
  );
  const rows = await db.rows(
    `SELECT * FROM read_parquet(${quoted(path)}) WHERE customer_id IN (SELECT value FROM called)`,
  );
  return rows.map((row) => ({ run: runId, ...row }));
}
