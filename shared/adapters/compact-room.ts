import { createHash } from 'node:crypto';
import type { Environment } from '../contract/environment.ts';
import { ExportKindSchema, LAKE_COLUMNS } from '../contract/intake.ts';
import { mustBalance } from '../domain/counts.ts';
import type { Gathering } from '../domain/packs/gathering.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { openExecutions } from './executions.ts';
import { openVersions } from './object-versions.ts';
import { openPacks } from './pack-store.ts';
import { lockTaker } from './run-lock.ts';
import { openRuns } from './run-store.ts';
import { openTable } from './table.ts';
import type { TimeLeft } from './time-budget.ts';
import { openWorkbench } from './workbench.ts';

type Names = Pick<Environment, 'LAKE_BUCKET' | 'RUNS_TABLE' | 'DUCKDB_MEMORY_MB'>;

/** Everything that gathering the lake's small objects needs of the outside, opened for one call. */
export function openCompactRoom(names: Names, timeLeft: TimeLeft) {
  const [lake, table] = [openBucket(names.LAKE_BUCKET), openTable(names.RUNS_TABLE)];
  const { intakes, runs, ...store } = openRuns(table);
  return {
    ...{ intakes, runs, ...openPacks(table) },
    takeLock: lockTaker(store, openExecutions()),
    write: packWriter(lake, names.DUCKDB_MEMORY_MB, timeLeft),
    files: () => lake.list('lake/'),
    remove: openVersions(names.LAKE_BUCKET).removeAll,
    digest,
    now: () => new Date(),
  };
}

/** Of the names of what a pack holds. */
export const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16);

/**
 * Writes the rows of a gathering, export by export, so that whoever wants one of them skips the others; a column that an
 * earlier program did not write is NULL, as whoever reads would make it. What does not fit into memory goes to the disk.
 */
export const packWriter =
  (lake: Pick<Bucket, 'download' | 'upload'>, memoryMb: number, timeLeft?: TimeLeft) =>
  ({ kind, sources }: Gathering, key: string): Promise<Map<string, number>> =>
    openWorkbench(lake, memoryMb, { timeLeft })(async (bench) => {
      await bench.fetch('gathered', LAKE_COLUMNS[ExportKindSchema.parse(kind)], sources);
      const written = await bench.save('SELECT * FROM gathered ORDER BY intake_id, "row"', key);
      const counted = await bench.rows(
        'SELECT intake_id, count(*) AS "rows" FROM gathered GROUP BY intake_id',
      );
      const readings = new Map(counted.map(({ intake_id, rows }) => [String(intake_id), Number(rows)]));
      const read = [...readings.values()].reduce((sum, rows) => sum + rows, 0);
      mustBalance({ step: 'compact', left: 'written', right: ['read'], terms: { written, read } });
      return readings;
    });
