import { type FeatureRow, FeatureRowSchema, type PlanCounts, type PlanNotes } from '../contract/artifacts.ts';
import { featureRowIn, rowColumns } from '../contract/feature-row.ts';
import { runKeys } from '../contract/keys.ts';
import type { Mail } from '../contract/mails.ts';
import type { PlannedChange, Receipt } from '../contract/plan.ts';
import type { Held } from '../domain/held.ts';
import { measuredColumns } from '../domain/measured-columns.ts';
import type { EarlierGround } from '../domain/outcome.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { putJson, putLines } from './lines.ts';
import { openRunFolder } from './run-folder.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

interface Part {
  receipts: readonly Receipt[];
  changes: readonly PlannedChange[];
  mails: readonly Mail[];
  held: readonly { customerId: string; held: Held }[];
  counts: PlanCounts;
  moves: PlanNotes['moves'];
  unreadable: PlanNotes['unreadable'];
}

/** What the plan step reads and writes in the run folder. */
export function openPlanStore(lake: Bucket, memoryMb: number) {
  const borrow = openWorkbench(lake, memoryMb);
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

    features: (runId: string, part: number, by: Policy) =>
      borrow((bench) => readFeatures(bench, runKeys.features(runId, part), by)),

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

    /** Counts come last: where they are, the part is whole. */
    async save(runId: string, part: number, plan: Part): Promise<void> {
      const { receipts, changes, mails, held, counts, moves, unreadable } = plan;
      await putLines(lake, runKeys.receipts(runId, part), receipts);
      await putLines(lake, runKeys.changes(runId, part), changes);
      await putLines(lake, runKeys.mails(runId, part), mails);
      await borrow((bench) => writeHeld(bench, held, runKeys.held(runId, part)));
      await putJson(lake, runKeys.planNotes(runId, part), { unreadable, moves });
      await putJson(lake, runKeys.counts(runId, 'plan', part), counts);
    },
  };
}

async function readFeatures(bench: Workbench, key: string, policy: Policy): Promise<FeatureRow[]> {
  const measured = measuredColumns(policy);
  await bench.fetch('features', rowColumns(measured), [key]);
  const rows: FeatureRow[] = [];
  for await (const row of bench.stream('SELECT * FROM features'))
    rows.push(FeatureRowSchema.parse(featureRowIn(row, measured)));
  return rows;
}

async function writeHeld(bench: Workbench, held: Part['held'], key: string): Promise<void> {
  const rows = held.map((one) => ({ customer_id: one.customerId, held: JSON.stringify(one.held) }));
  await bench.load('held', { customer_id: 'VARCHAR', held: 'VARCHAR' }, rows);
  await bench.save('SELECT customer_id, held FROM held ORDER BY customer_id', key);
}
