import { openBucket } from '../adapters/bucket.ts';
import { putJson } from '../adapters/lines.ts';
import { runKeys } from '../contract/keys.ts';
import type { Used } from '../contract/used.ts';
import type { NotedStep } from '../domain/capacity/compared.ts';
import { settings, type Took } from './step.ts';

/** What steps of a run are given; measure also what became of a query. */
interface OfRun {
  runId: string;
  answer?: { bytes?: number | undefined } | object | undefined;
}

/** Names a step each of whose calls is noted beside the run's counts, with what it took. */
export const noted = (name: NotedStep) => ({
  name,
  async note({ runId, answer }: OfRun, { ms, memoryMb, request }: Took): Promise<void> {
    const bytes = answer && 'bytes' in answer ? answer.bytes : undefined;
    const used: Used = { step: name, ms, memoryMb, ...(bytes === undefined ? {} : { scannedBytes: bytes }) };
    const { LAKE_BUCKET } = settings('LAKE_BUCKET');
    await putJson(openBucket(LAKE_BUCKET), runKeys.used(runId, name, request), used);
  },
});
