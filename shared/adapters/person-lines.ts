import { z } from 'zod';
import type { Bucket } from './bucket.ts';
import { getLines } from './lines.ts';
import type { RunStore } from './run-store.ts';

const LineSchema = z.looseObject({ customerId: z.string() });

/** Ids of all runs that left anything, newest first. */
export async function runsIn(lake: Pick<Bucket, 'list'>, runs: Pick<RunStore, 'runs'>): Promise<string[]> {
  const numbers = new Map((await runs.runs()).map(({ runId, runSeq }) => [runId, runSeq]));
  const ids = new Set((await lake.list('runs/')).map((key) => key.split('/')[1] ?? ''));
  return [...ids].sort((a, b) => (numbers.get(b) ?? 0) - (numbers.get(a) ?? 0));
}

/** The lines about some customers in one folder of a run, each with its run. */
export async function hisLines(
  lake: Bucket,
  { runId, folder }: { runId: string; folder: string },
  customerIds: ReadonlySet<string>,
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const key of await lake.list(`runs/${runId}/${folder}/`))
    for (const line of await getLines(lake, key, LineSchema))
      if (customerIds.has(line.customerId)) found.push({ run: runId, ...line });
  return found;
}
