import { join } from 'node:path';
import { calibrate } from '../../lambdas/calibrate/step.ts';
import { measure } from '../../lambdas/measure/step.ts';
import { quoted, type Row, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openMeasureBench } from '../../shared/adapters/measure-bench.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import {
  type ExportStatements,
  type FeatureRow,
  FeatureRowSchema,
  type Inventory,
  type Model,
} from '../../shared/contract/artifacts.ts';
import { featureRowIn } from '../../shared/contract/feature-row.ts';
import { type ExportKind, LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import { lakeKeys, runKeys } from '../../shared/contract/keys.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import { type Policy, PolicySchema } from '../../shared/domain/policy/schema.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { type Sql, sqlFrom } from '../../shared/sql/texts.ts';
import { type MapLake, mapLake } from './map-lake.ts';

const text = (word: string) => ({ en: word, 'zh-CN': word });

/** The smallest policy that grades; `over` replaces parts of it. */
export const policyWith = (over: Record<string, unknown> = {}): Policy =>
  PolicySchema.parse({
    version: 1,
    shop: { name: text('Shop'), language: 'en', postalAddress: text('Street 1') },
    identity: ['customer_id'],
    timeZone: 'Asia/Shanghai',
    currency: { code: 'CNY' },
    schedule: { every: 'quarter', at: '06:00' },
    window: { days: 365 },
    scores: {
      recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 4 } },
      frequency: { of: 'orderCount', better: 'higher', bands: { quantile: 4 } },
      monetary: { of: 'netAmount', better: 'higher', bands: { quantile: 4 } },
    },
    tiers: [
      { id: 'top', name: text('Top'), when: { recency: '>= 4' } },
      { id: 'rest', name: text('Rest') },
    ],
    movement: {},
    campaigns: [],
    mail: {},
    approval: 'never',
    intake: {},
    ...over,
  });

let rowNumber = 0;

/** A paid order of 100.00 CNY by customer `a` on 1 September 2026, noon; `over` says what is different. */
export const order = (over: Row = {}): Row => {
  rowNumber += 1;
  return {
    row: rowNumber,
    order_id: `o${rowNumber}`,
    customer_id: 'a',
    ordered_at: '2026-09-01T12:00:00Z',
    has_zone: false,
    amount: 10000,
    refund: 0,
    decimals: 2,
    currency: 'CNY',
    status: 'paid',
    ...over,
  };
};

export const person = (over: Row = {}): Row => {
  rowNumber += 1;
  return { row: rowNumber, customer_id: 'a', ...over };
};

/** Half an hour of study by customer `a` on 1 September 2026; `over` says what is different. */
export const act = (over: Row = {}): Row => {
  rowNumber += 1;
  return {
    row: rowNumber,
    customer_id: 'a',
    activity: 'study',
    ...{ occurred_at: '2026-09-01T12:00:00Z', has_zone: false, quantity: 500 },
    ...over,
  };
};

/** A survey's answer of 8 by customer `a` on 1 September 2026; `over` says what is different. */
export const answer = (over: Row = {}): Row => {
  rowNumber += 1;
  return {
    row: rowNumber,
    customer_id: 'a',
    feedback: 'survey',
    ...{ occurred_at: '2026-09-01T12:00:00Z', has_zone: false, score: 8000 },
    ...over,
  };
};

export interface Export {
  kind: ExportKind;
  rows: Row[];
  uploadedAt?: string;
  /** How many rows intake said it wrote, when not these. */
  written?: number;
  /** A column that the file of an earlier program does not have. */
  without?: string;
}

export interface World {
  exports: Export[];
  asOf?: string;
  policy?: Policy;
  held?: Row[];
  /** Which of the exports the base run saw, by their place; left out, its folder is gone. */
  seenByBase?: number[];
  customersPerPart?: number;
  sql?: Sql;
}

const BASE = {
  ...{ runId: 'base', runSeq: 1, asOf: '2026-06-30', parts: 1, modelRunId: 'base' },
  ...{ servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
};

export async function inventoryOf(lake: MapLake, world: World): Promise<Inventory> {
  const intakes: Inventory['intakes'] = [];
  for (const [
    i,
    { kind, rows, written, without, uploadedAt = `2026-10-01T00:00:0${i}Z` },
  ] of world.exports.entries()) {
    const id = `intake${i}`;
    const lakeKey = lakeKeys.rows(kind, id);
    await putExport(
      lake,
      lakeKey,
      kind,
      rows.map((row) => ({ ...row, intake_id: id })),
      without,
    );
    const entry = { intakeId: id, contentId: id, kind, lakeKey, seq: i + 1, uploadedAt };
    intakes.push({ ...entry, rows: written ?? rows.length });
  }
  if (world.held) await lake.putRows(runKeys.held('base', 0), 'held', world.held);
  return {
    ...{ runId: 'run', runSeq: 2, mode: 'periodic', asOf: world.asOf ?? '2026-09-30', period: '2026-Q3' },
    ...{ engine: 'duckdb', policyHash: 'hash', currency: world.policy?.currency.code ?? 'CNY', intakes },
    ...{ base: world.held ? BASE : null, uncommitted: [] },
  };
}

async function putExport(
  lake: MapLake,
  key: string,
  kind: ExportKind,
  rows: Row[],
  without = '',
): Promise<void> {
  const columns = Object.entries(LAKE_COLUMNS[kind]).filter(([name]) => name !== without);
  await scratch((dir) =>
    withDuckDb({ memoryMb: 300, dir }, async (db) => {
      await db.load('t', Object.fromEntries(columns), rows);
      await db.run(`COPY t TO ${quoted(join(dir, 't.parquet'))} (FORMAT parquet)`);
      await lake.upload(join(dir, 't.parquet'), key);
    }),
  );
}

/** Measures a small world with the real engine and gives everything that came out. */
export async function measured(world: World) {
  const lake = mapLake();
  const inventory = await inventoryOf(lake, world);
  const policy = world.policy ?? policyWith();
  let counts: MeasureCounts | undefined;
  let statements: ExportStatements[] = [];
  const out = await measure({
    inventory: async (runId) => (runId === 'run' ? inventory : seenBefore(world, inventory)),
    policy: async () => policy,
    isKept: async () => world.seenByBase !== undefined,
    engine: () => ({ workbench: openMeasureBench(lake, 300), sql: world.sql ?? sqlFrom(readAsset) }),
    customersPerPart: world.customersPerPart ?? 1000,
    note: async (_, noted) => {
      counts = noted;
    },
    noteStatements: async (_, noted) => {
      statements = noted.exports;
    },
  })({ runId: 'run' });
  if (out.status !== 'MEASURED') throw new Error('DuckDB is never waited for');
  const rows = await lake.rowsOf(Array.from({ length: out.parts }, (_, i) => runKeys.features('run', i)));
  const features = rows.map((row) => featureOf(row, policy));
  return { lake, inventory, policy, out, counts, statements, rows, features };
}

const seenBefore = ({ seenByBase }: World, inventory: Inventory): Inventory => ({
  ...inventory,
  intakes: inventory.intakes.filter((_, i) => seenByBase?.includes(i)),
});

export const featureOf = (row: Row, policy: Policy): FeatureRow =>
  FeatureRowSchema.parse(featureRowIn(row, measuredColumns(policy)));

/** Calibrates what `measured` gave; `over` changes the run, `earlier` is what the base run left. */
export async function calibrated(
  world: Awaited<ReturnType<typeof measured>>,
  over: Partial<Inventory> = {},
  earlier?: { model: Model; policy: Policy },
): Promise<Model> {
  const saved: Model[] = [];
  const inventory = { ...world.inventory, ...over };
  await calibrate({
    inventory: async () => inventory,
    policy: async (runId) => (runId === 'run' ? world.policy : (earlier?.policy ?? world.policy)),
    model: async () => {
      if (!earlier) throw new Error('no earlier model');
      return earlier.model;
    },
    workbench: openWorkbench(world.lake, 300),
    sql: sqlFrom(readAsset),
    save: async (_, model) => void saved.push(model),
  })(world.out);
  const [model] = saved;
  if (!model) throw new Error('no model was saved');
  return model;
}

export { BASE };
