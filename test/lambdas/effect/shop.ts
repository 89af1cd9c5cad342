import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { effect } from '../../../lambdas/effect/step.ts';
import { quoted, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import type { Inventory } from '../../../shared/contract/artifacts.ts';
import { type Effect, EffectSchema } from '../../../shared/contract/effect.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { type Run, RunSchema } from '../../../shared/contract/runs.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { sqlFrom } from '../../../shared/sql/texts.ts';
import { mapLake } from '../../support/map-lake.ts';
import { BASE, policyWith } from '../../support/measured.ts';

export interface Drawn {
  customer: string;
  rule: string;
  /** Without it he was to be mailed. */
  heldOut?: 'global' | 'campaign';
  tier?: string;
  /** What became of it; without it it went out. */
  outcome?: string;
  skip?: string;
  mailbox?: string;
  campaignId?: string;
}

export interface EarlierRun {
  runId: string;
  asOf: string;
  drawn: readonly Drawn[];
  state?: string;
}

/** Lines `customer day amount`; minor units. */
type Bought = readonly [customer: string, day: string, net: number];

interface Shop {
  runs: readonly EarlierRun[];
  bought: readonly Bought[];
  asOf?: string;
  policy?: Record<string, unknown>;
  simulated?: boolean;
  /** Does something to the lake before it is read. */
  spoil?: (objects: Map<string, Buffer>) => void;
}

/** Lets the step measure what earlier runs left; undefined where it wrote nothing. */
export async function effectIn({
  runs,
  bought,
  asOf = '2026-09-30',
  policy = {},
  simulated,
  spoil,
}: Shop): Promise<Effect | undefined> {
  const lake = mapLake();
  for (const run of runs) leave(lake.objects, run);
  await putPurchases(lake, bought);
  spoil?.(lake.objects);
  let saved: Effect | undefined;
  await effect({
    inventory: async () => inventoryOf(asOf, simulated),
    policy: async () => policyWith(policy),
    runs: async () => runs.map(runOf),
    isThere: async (key) => lake.objects.has(key),
    workbench: openWorkbench(lake, 300),
    sql: sqlFrom(readAsset),
    save: async (_, found) => {
      saved = EffectSchema.parse(JSON.parse(JSON.stringify(found)));
    },
  })({ runId: 'now', parts: 1 });
  return saved;
}

const inventoryOf = (asOf: string, simulated = false): Inventory => ({
  ...{ runId: 'now', runSeq: 99, mode: 'periodic', asOf, period: '2026-Q3', engine: 'duckdb' },
  ...{ policyHash: 'hash', currency: 'CNY', intakes: [], base: BASE, uncommitted: [], simulated },
});

const runOf = ({ runId, asOf, state = 'CLOSED' }: EarlierRun, i: number): Run =>
  RunSchema.parse({
    ...{ runId, runSeq: i + 1, mode: 'periodic', asOf, period: '2026-Q2', state },
    ...{ executionArn: 'arn', baseSeq: i, parts: 2 },
  });

/** Two parts, as a run writes them; the second is empty. */
function leave(objects: Map<string, Buffer>, { runId, drawn }: EarlierRun): void {
  const mails = drawn.map(({ customer, rule, ...rest }) => ({
    ...{
      campaignId: rest.campaignId ?? `${rule}@${runId}`,
      rule,
      tier: rest.tier ?? 'top',
      customerId: customer,
    },
    ...{ mailbox: rest.mailbox ?? `box of ${customer}`, address: `${customer}@example.com` },
    ...{ skip: rest.skip ?? null, heldOut: rest.heldOut ?? null, name: null },
  }));
  const outcomes = drawn.map(({ customer, rule, heldOut, outcome = heldOut ? 'heldOut' : 'sent' }) => ({
    ...{ customerId: customer, email: '', campaign: rule, template: 't', outcome, reason: '' },
  }));
  for (const [keyOf, rows] of [
    [runKeys.outbox, mails],
    [runKeys.outcomes, outcomes],
  ] as const) {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    objects.set(keyOf(runId, 0), gzipSync(text));
    objects.set(keyOf(runId, 1), gzipSync(''));
  }
}

async function putPurchases(lake: ReturnType<typeof mapLake>, bought: readonly Bought[]): Promise<void> {
  await scratch((dir) =>
    withDuckDb({ memoryMb: 300, dir }, async (db) => {
      const rows = bought.map(([customer_id, order_date, net]) => ({ customer_id, order_date, net }));
      await db.load('t', { customer_id: 'VARCHAR', order_date: 'DATE', net: 'BIGINT' }, rows);
      const path = join(dir, 't.parquet');
      await db.run(`COPY t TO ${quoted(path)} (FORMAT parquet)`);
      await lake.upload(path, runKeys.purchases('now'));
    }),
  );
}
