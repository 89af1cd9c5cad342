import type { FeatureRow } from '../contract/artifacts.ts';
import { rowColumns } from '../contract/feature-row.ts';
import { runKeys } from '../contract/keys.ts';
import type { RunPart } from '../contract/steps.ts';
import { measuredColumns } from '../domain/measured-columns.ts';
import type { EarlierGround } from '../domain/outcome.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { featureReader } from './feature-reader.ts';
import { openPlanWriter, type PlanWriter } from './plan-writer.ts';
import { openRunFolder } from './run-folder.ts';
import type { TimeLeft } from './time-budget.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** What the plan step reads and writes in the run folder. */
export function openPlanStore(lake: Bucket, memoryMb: number, timeLeft?: TimeLeft) {
  // A part is small: a second thread would mostly wait.
  const borrow = openWorkbench(lake, memoryMb, { threads: 1, timeLeft });
  const { inventory, policy, model, changes, overrides } = openRunFolder(lake);
  return {
    inventory,
    policy,
    model,
    overrides,
    /** What a run graded on; undefined when its folder is gone. */
    async ground(runId: string): Promise<EarlierGround | undefined> {
      if (!(await lake.head(runKeys.model(runId)))) return undefined;
      const { edges, lifetime } = await model(runId);
      const { currency } = await inventory(runId);
      return { edges, lifetime, currency, policy: await policy(runId) };
    },

    /** All customers of a part. */
    features: (runId: string, part: number, by: Policy): Promise<FeatureRow[]> =>
      borrow(async (bench) => {
        const all: FeatureRow[] = [];
        for await (const rows of featuresIn(bench, runKeys.features(runId, part), by)) all.push(...rows);
        return all;
      }),

    /** Lends a part: its customers in the order of their ids, some at a time, and where what is planned for them goes. */
    lend: (ref: RunPart, by: Policy, work: (lent: LentPart) => Promise<void>): Promise<void> =>
      borrow(async (bench) => {
        const rows = featuresIn(bench, runKeys.features(ref.runId, ref.part), by);
        await work({ rows, ...(await openPlanWriter(lake, bench, ref)) });
      }),

    /** Calls `visit` for every customer of the run's features, in whatever part. */
    async eachCustomer(runId: string, visit: (customerId: string) => void): Promise<void> {
      const keys = await lake.list(`runs/${runId}/features/`);
      await borrow(async (bench) => {
        await bench.fetch('features', { customer_id: 'VARCHAR' }, keys);
        for await (const row of bench.stream('SELECT customer_id FROM features'))
          visit(String(row.customer_id));
      });
    },

    /** Whom a run may have written: everyone of its plan's changes. */
    async touchedBy({ runId, parts }: { runId: string; parts: number }): Promise<string[]> {
      const customers: string[] = [];
      for (let part = 0; part < parts; part++)
        for (const change of await changes(runId, part)) customers.push(change.customerId);
      return customers;
    },
  };
}

export type LentPart = PlanWriter & { rows: AsyncIterable<FeatureRow[]> };

/** So few that those of one go are forgotten before they would have to be moved in memory. */
const AT_ONCE = 32;

async function* featuresIn(bench: Workbench, key: string, policy: Policy): AsyncGenerator<FeatureRow[]> {
  const measured = measuredColumns(policy);
  await bench.fetch('features', rowColumns(measured), [key]);
  const reader = featureReader(measured);
  for await (const chunk of bench.chunks('SELECT * FROM features ORDER BY customer_id')) {
    const read = reader(chunk);
    for (let from = 0; from < chunk.rows; from += AT_ONCE)
      yield Array.from({ length: Math.min(AT_ONCE, chunk.rows - from) }, (_, i) => read(from + i));
  }
}
