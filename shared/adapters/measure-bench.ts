import { openAskingBench } from './athena-bench.ts';
import type { Bucket } from './bucket.ts';
import { type Limits, openWorkbench, type Workbench } from './workbench.ts';

/** Lends DuckDB to measure: whatever is asked is answered at once, so that one call is enough. */
export function openMeasureBench(
  lake: Pick<Bucket, 'download' | 'upload'>,
  memoryMb: number,
  limits: Limits = {},
) {
  const borrow = openWorkbench(lake, memoryMb, limits);
  return <T>(_input: unknown, work: (bench: ReturnType<typeof withParts>) => Promise<T>): Promise<T> =>
    borrow((bench) => work(withParts(bench)));
}

/** What measure may work on, by the engine. */
export const openMeasureBenches = (
  lake: Bucket,
  memoryMb: number,
  databasePrefix: string,
  limits: Limits = {},
) => ({
  duckdb: openMeasureBench(lake, memoryMb, limits),
  athena: openAskingBench(lake, databasePrefix, memoryMb),
});

/** The rows of a part, each with what its customer held. */
const partOf = (part: number): string => `SELECT f.* EXCLUDE (part), h.held
FROM numbered_features f
LEFT JOIN held h ON h.customer_id = f.customer_id
WHERE f.part = ${part}
ORDER BY f.customer_id`;

function withParts(bench: Workbench) {
  async function saveParts(parts: number, keyOf: (part: number) => string): Promise<number> {
    let written = 0;
    for (let part = 0; part < parts; part += 1) {
      written += await bench.save(partOf(part), keyOf(part));
    }
    return written;
  }
  return { ...bench, saveParts, manyReads: 'VIEW' as const };
}
