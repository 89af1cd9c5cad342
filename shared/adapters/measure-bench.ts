import { openAskingBench } from './athena-bench.ts';
import type { Bucket } from './bucket.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** Lends DuckDB to measure: whatever is asked is answered at once, so that one call is enough. */
export function openMeasureBench(lake: Pick<Bucket, 'download' | 'upload'>, memoryMb: number) {
  const borrow = openWorkbench(lake, memoryMb);
  return <T>(_input: unknown, work: (bench: ReturnType<typeof withParts>) => Promise<T>): Promise<T> =>
    borrow((bench) => work(withParts(bench)));
}

/** What measure may work on, by the engine. */
export const openMeasureBenches = (lake: Bucket, memoryMb: number, databasePrefix: string) => ({
  duckdb: openMeasureBench(lake, memoryMb),
  athena: openAskingBench(lake, databasePrefix, memoryMb),
});

function withParts(bench: Workbench) {
  async function saveParts(parts: number, keyOf: (part: number) => string): Promise<number> {
    let written = 0;
    for (let part = 0; part < parts; part += 1) {
      const rows = `SELECT * EXCLUDE (part) FROM numbered_features WHERE part = ${part} ORDER BY customer_id`;
      written += await bench.save(rows, keyOf(part));
    }
    return written;
  }
  return { ...bench, saveParts };
}
