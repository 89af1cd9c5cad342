import { aggregate, countDoubts, countOrders, cut, purchasesOf } from '../../lambdas/measure/aggregate.ts';
import { countEvents } from '../../lambdas/measure/events.ts';
import { gather, lakeRows } from '../../lambdas/measure/gather.ts';
import { statementsOf } from '../../lambdas/measure/statements.ts';
import { countTrend } from '../../lambdas/measure/trend.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { Sql } from '../../shared/sql/texts.ts';

const INTAKE: Inventory['intakes'][number] = {
  ...{ intakeId: 'i', contentId: 'i', lakeKey: 'lake/orders/i.parquet', seq: 1, rows: 1 },
  ...{ kind: 'orders', uploadedAt: '2026-10-01T00:00:00Z' },
};
const BASE = {
  ...{ runId: 'base', runSeq: 1, asOf: '2026-06-30', parts: 1, modelRunId: 'base' },
  ...{ servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
};
const INVENTORY: Inventory = {
  ...{ runId: 'run', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', engine: 'athena' },
  ...{ policyHash: 'hash', currency: 'CNY', intakes: [INTAKE], base: BASE, uncommitted: [] },
};

/** A row that answers every question so that everything is asked: somebody is new. */
const ANSWER = {
  ...{ name: 'plan', currency: null, seq: 1 },
  customers: 1,
  features: 1,
  rated: true,
};

/** Some rows lack the best key and amounts have to be exchanged; or neither, but keys are written in several ways. */
const LAKES = [
  { lacking: true, decimals: 3, people: 0 },
  { lacking: false, decimals: 2, people: 1 },
];

/** All that measuring by a policy asks of an engine, parameters in their places; nothing of it runs. */
export async function askedBy(policy: Policy, sql: Sql): Promise<string[]> {
  const asked = await Promise.all(LAKES.map((lake) => askedOf(policy, sql, { ...ANSWER, ...lake })));
  return asked.flat();
}

async function askedOf(policy: Policy, sql: Sql, answer: typeof ANSWER): Promise<string[]> {
  const asked: string[] = [];
  const bench = {
    manyReads: 'TABLE' as const,
    fetch: async () => undefined,
    load: async () => undefined,
    run: async (text: string, params: readonly unknown[] = []) => void asked.push(filled(text, params)),
    rows: async (text: string) => {
      asked.push(text);
      return [answer];
    },
  };
  const customer = await gather(bench, sql, INVENTORY, policy, new Set(['i']));
  await aggregate(bench, sql, INVENTORY, policy, customer);
  await lakeRows(bench);
  await cut(bench, sql, 1000);
  await countOrders(bench, sql);
  await countEvents(bench, sql, INVENTORY.asOf, policy);
  await countDoubts(bench, sql, policy);
  await countTrend(bench, sql, INVENTORY.asOf, policy);
  const noneReplaced = { rows: async (text: string) => bench.rows(text).then(() => []) };
  await statementsOf(noneReplaced, sql, { ...INVENTORY, intakes: [] }, policy);
  return [...asked, purchasesOf(sql, INVENTORY, policy)];
}

/** Only what stands outside of quotes is a parameter. */
const filled = (text: string, params: readonly unknown[]): string =>
  text.replace(/'(?:[^']|'')*'|"[^"]*"|\$(\d)/g, (whole, place?: string) =>
    place === undefined ? whole : `'${String(params[Number(place) - 1])}'`,
  );
