import type { Environment } from '../contract/environment.ts';
import { openBeforeImages } from './before-images.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { openExecutions } from './executions.ts';
import { lockTaker } from './run-lock.ts';
import { runNewsTo } from './run-news.ts';
import { openRuns } from './run-store.ts';
import { openTable } from './table.ts';

type Names = Pick<Environment, 'RUNS_TABLE' | 'LAKE_BUCKET' | 'RESULTS_BUCKET'>;

/** Everything that a claim needs of the outside, opened for one call. */
export function openClaimRoom(names: Names, defaultPolicy: string) {
  const table = openTable(names.RUNS_TABLE);
  const lake = openBucket(names.LAKE_BUCKET);
  const runs = openRuns(table);
  return {
    runs,
    takeLock: lockTaker(runs, openExecutions()),
    policy: async () => (await currentPolicy(table, lake, defaultPolicy)).policy,
    hasWayBack: openBeforeImages(lake).hasWayBack,
    tellNews: runNewsTo(openBucket(names.RESULTS_BUCKET)),
    now: () => new Date(),
  };
}
