import { z } from 'zod';
import type { Environment } from '../contract/environment.ts';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { OverridesAnswer } from '../contract/overrides.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { intakeIdOf } from './intake-store.ts';
import type { MailKeys } from './keys.ts';
import { putJson } from './lines.ts';
import { openOverrides } from './overrides.ts';
import { readOverridesFile } from './overrides-file.ts';
import { openRuns } from './run-store.ts';
import { openTable, type Table } from './table.ts';
import { erasedCustomers } from './unless-erased.ts';

type Names = Pick<
  Environment,
  'UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE' | 'CUSTOMERS_TABLE'
>;

/** Everything that taking in manual tiers needs of the outside, opened for one call. */
export function openOverridesRoom(names: Names, keys: Pick<MailKeys, 'erasure'>, defaultPolicy: string) {
  const [uploads, results] = [openBucket(names.UPLOADS_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const lake = openBucket(names.LAKE_BUCKET);
  const runs = openTable(names.RUNS_TABLE);
  const { snapshot, markPending } = openRuns(runs);
  return {
    ...{ snapshot, markPending, keep: openOverrides(runs).keep },
    answerId: (key: string, versionId: string) => intakeIdOf(names.UPLOADS_BUCKET, key, versionId),
    read: (key: string, versionId: string) => readOverridesFile(uploads, key, versionId),
    policy: async () => (await currentPolicy(runs, lake, defaultPolicy)).policy,
    erased: async (customerIds: readonly string[]) => {
      const isErased = await erasedCustomers(runs, async () => keys.erasure);
      return new Set(customerIds.filter(isErased));
    },
    known: gradedAmong(openTable(names.CUSTOMERS_TABLE)),
    wake: (name: string) => putJson(lake, lakeKeys.wake(name), {}),
    answer: (said: OverridesAnswer) => putJson(results, resultKeys.answer(said.answerId), said),
  };
}

const gradedAmong =
  (customers: Pick<Table, 'getMany'>) =>
  async (customerIds: readonly string[]): Promise<Set<string>> => {
    const items = await customers.getMany(customerIds.map((customerId) => ({ customerId })));
    return new Set(items.map((item) => z.object({ customerId: z.string() }).parse(item).customerId));
  };
