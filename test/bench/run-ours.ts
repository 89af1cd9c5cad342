import { readFileSync } from 'node:fs';
import { calibrate } from '../../lambdas/calibrate/step.ts';
import { measure } from '../../lambdas/measure/step.ts';
import { plan } from '../../lambdas/plan/step.ts';
import type { Bucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openMeasureBench } from '../../shared/adapters/measure-bench.ts';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { CUSTOMERS_KEY, DAY_BEFORE, LAST_DAY, ORDERS_KEY } from './run-lake.ts';

/** A run on nothing before it, and the one a quarter later that is planned on what it left. */
export const RUNS = ['first', 'next'] as const;
export type RunName = (typeof RUNS)[number];

export interface Task {
  lake: Bucket;
  run: RunName;
  memoryMb: number;
  customersPerPart: number;
}

const intake = (kind: 'orders' | 'customers', lakeKey: string, seq: number, rows: number) => ({
  ...{ intakeId: kind, contentId: kind, kind, lakeKey, seq, uploadedAt: '2026-10-01T00:00:00Z', rows },
});

const FIRST = { runId: 'first', runSeq: 1, asOf: DAY_BEFORE, period: '2026-Q2' };

/** Lays the folder of a run as inventory leaves it. */
export async function layRun(
  { lake, run }: Task,
  { rows, partsBefore }: { rows: Record<'orders' | 'customers', number>; partsBefore: number },
): Promise<void> {
  const next = { runId: 'next', runSeq: 2, asOf: LAST_DAY, period: '2026-Q3' };
  const base: Inventory['base'] = {
    ...{ version: 1, runId: 'first', runSeq: 1, asOf: DAY_BEFORE, parts: partsBefore, modelRunId: 'first' },
    ...{ servedPeriod: '2026-Q2', periodicAsOf: DAY_BEFORE },
  };
  const inventory: Inventory = {
    ...{ version: 1, mode: 'periodic', engine: 'duckdb', policyHash: 'p', currency: 'CNY', uncommitted: [] },
    ...(run === 'first' ? { ...FIRST, base: null } : { ...next, base }),
    intakes: [
      intake('orders', ORDERS_KEY, 1, rows.orders),
      intake('customers', CUSTOMERS_KEY, 2, rows.customers),
    ],
  };
  await putJson(lake, runKeys.inventory(run), inventory);
  await putJson(lake, runKeys.policy(run), parsePolicy(readFileSync('shared/presets/default.yaml', 'utf8')));
}

const sql = sqlFrom(readAsset);

/** The real steps; `parts` are those that measure made. Each answers how many parts there are. */
export const STEPS = {
  measure: async ({ lake, run, memoryMb, customersPerPart }: Task): Promise<number> => {
    const done = await measure({
      ...openRunFolder(lake),
      engine: () => ({ workbench: openMeasureBench(lake, memoryMb), sql }),
      customersPerPart,
      note: (runId, counts) => putJson(lake, runKeys.counts(runId, 'measure', 0), counts),
      noteStatements: (runId, statements) => putJson(lake, runKeys.statements(runId), statements),
    })({ runId: run });
    if (!('parts' in done)) throw new Error('measure did not end');
    return done.parts;
  },
  calibrate: async ({ lake, run, memoryMb }: Task, parts: number): Promise<number> => {
    await calibrate({
      ...openRunFolder(lake),
      ...{ workbench: openWorkbench(lake, memoryMb), sql },
      save: (runId, model) => putJson(lake, runKeys.model(runId), model),
    })({ runId: run, parts });
    return parts;
  },
  plan: async ({ lake, run, memoryMb }: Task, parts: number): Promise<number> => {
    const decide = plan(openPlanStore(lake, memoryMb));
    for (let part = 0; part < parts; part += 1) await decide({ runId: run, part });
    return parts;
  },
} as const;
export type StepName = keyof typeof STEPS;
