import { calibrate } from '../../../lambdas/calibrate/step.ts';
import { quoted, type Row, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import type { ColumnType } from '../../../shared/adapters/duckdb-values.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import type { Inventory, Model } from '../../../shared/contract/artifacts.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { sqlFrom } from '../../../shared/sql/texts.ts';
import { mapLake } from '../../support/map-lake.ts';
import { BASE } from '../../support/measured.ts';

const COLUMNS = {
  ...{ customer_id: 'VARCHAR', present: 'BOOLEAN', first_order_date: 'DATE', last_order_date: 'DATE' },
  ...{ lifetime_orders: 'BIGINT', lifetime_net: 'BIGINT', order_count: 'BIGINT', net_amount: 'BIGINT' },
  ...{ x_$purchaseDays: 'BIGINT', x_$repeatNet: 'BIGINT', x_$previousOrderDate: 'DATE' },
  ...{ trial_days: 'BIGINT', trial_last: 'DATE', trial_bought: 'BIGINT' },
  ...{ trial_net: 'BIGINT', trial_bought_net: 'BIGINT' },
  ...{ x_country: 'VARCHAR', x_days: 'BIGINT', x_lessons: 'BIGINT' },
} as const satisfies Record<string, ColumnType>;
type Feature = Partial<Record<keyof typeof COLUMNS, Row[string]>>;

let customers = 0;

/** Somebody with one order of 100.00 a month before the run's date; `over` says what is different. */
export function feature(over: Feature = {}): Feature {
  customers += 1;
  return {
    ...{ customer_id: `c${customers}`, present: true },
    ...{ first_order_date: '2026-08-31', last_order_date: '2026-08-31' },
    ...{ lifetime_orders: 1, lifetime_net: 10_000, order_count: 1, net_amount: 10_000 },
    ...over,
  };
}

interface Laid {
  policy: Policy;
  /** The rows of each part. */
  parts: readonly (readonly Feature[])[];
  over?: Partial<Inventory>;
  earlier?: { model: Model; policy: Policy; currency?: string };
}

/** Calibrates on features that lie ready as Parquet, by the real engine. */
export async function calibratedOn({ policy, parts, over = {}, earlier }: Laid): Promise<Model> {
  const lake = mapLake();
  for (const [part, rows] of parts.entries())
    await scratch((dir) =>
      withDuckDb({ memoryMb: 300, dir }, async (db) => {
        await db.load('t', COLUMNS, rows);
        await db.run(`COPY t TO ${quoted(`${dir}/t.parquet`)} (FORMAT parquet)`);
        await lake.upload(`${dir}/t.parquet`, runKeys.features('run', part));
      }),
    );
  const inventory: Inventory = {
    ...{ version: 1, runId: 'run', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ engine: 'duckdb', policyHash: 'hash', currency: 'CNY', intakes: [], uncommitted: [] },
    base: earlier ? { version: 1, ...BASE } : null,
    ...over,
  };
  const models: Model[] = [];
  await calibrate({
    inventory: async (runId) =>
      runId === 'run' ? inventory : { ...inventory, currency: earlier?.currency ?? inventory.currency },
    policy: async (runId) => (runId === 'run' ? policy : (earlier?.policy ?? policy)),
    model: async () => {
      if (!earlier) throw new Error('no earlier model');
      return earlier.model;
    },
    workbench: openWorkbench(lake, 300),
    sql: sqlFrom(readAsset),
    save: async (_, model) => void models.push(model),
  })({ runId: 'run', parts: parts.length });
  const [model] = models;
  if (!model) throw new Error('no model was saved');
  return model;
}
