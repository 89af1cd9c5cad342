import type { Environment } from '../contract/environment.ts';
import { openBeforeImages } from './before-images.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { executionsOf, openExecutions } from './executions.ts';
import { lockTaker } from './run-lock.ts';
import { periodNewsTo, runNewsTo } from './run-news.ts';
import { openRuns } from './run-store.ts';
import { openTable } from './table.ts';

type Names = Pick<Environment, 'RUNS_TABLE' | 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'APPLY_MACHINE_ARN'>;

/** Everything that a claim needs of the outside, opened for one call. */
export function openClaimRoom(names: Names, defaultPolicy: string) {
  const table = openTable(names.RUNS_TABLE);
  const lake = openBucket(names.LAKE_BUCKET);
  const runs = openRuns(table);
  const results = openBucket(names.RESULTS_BUCKET);
  return {
    runs,
    takeLock: lockTaker(runs, openExecutions()),
    applying: executionsOf(names.APPLY_MACHINE_ARN),
    policy: async () => (await currentPolicy(table, lake, defaultPolicy)).policy,
    hasWayBack: openBeforeImages(lake).hasWayBack,
    tellNews: runNewsTo(results),
    tellPeriod: periodNewsTo(results),
    now: () => new Date(),
  };
}
