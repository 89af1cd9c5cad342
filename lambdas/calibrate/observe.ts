import type { Inventory } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { bandedScores, isLearnt, type Values } from '../../shared/domain/cut-points.ts';
import { nextDaysOf } from '../../shared/domain/feature-values.ts';
import type { Kept } from '../../shared/domain/kept-model.ts';
import { learnLifetime } from '../../shared/domain/learn-lifetime.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { scoresAlone } from '../../shared/domain/scores-alone.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import { HISTOGRAM_COLUMNS, isCountedBySql, readHistograms } from './histograms.ts';
import { PURCHASE_COLUMNS, readPurchases } from './purchases.ts';
import { reckonedColumns, reckonValues } from './reckoned-values.ts';

export interface Observing {
  workbench<T>(work: (bench: Bench) => Promise<T>): Promise<T>;
  sql: Sql;
}

/** What all customers say: the values of scores, and how they go on. */
export interface Observed {
  /** Customers with a counted order in the window. */
  population: number;
  values: ReadonlyMap<string, Values>;
  lifetime: LearntLifetime | null;
}

interface Task {
  inventory: Inventory;
  policy: Policy;
  parts: number;
  kept: Kept;
}

/**
 * Looks at all customers. A periodic run counts the values of every score, as its review shows them; an on-demand run
 * counts those that it has to learn. The lifetime model comes first: scores may rest on it.
 */
export function observe({ workbench, sql }: Observing, task: Task): Promise<Observed> {
  const { inventory, policy, parts, kept } = task;
  const { runId, asOf, currency } = inventory;
  const names = scoresToCount(task);
  const reckoned = scoresAlone(policy, new Set(names.filter((name) => !isCounted(policy, name))));
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  return workbench(async (bench) => {
    await bench.fetch('features', columnsFor(reckoned, kept), keys);
    const lifetime = kept.lifetime === undefined ? await learn(bench, sql, policy, asOf) : kept.lifetime;
    const counted = await countedValues(bench, sql, task, names);
    const rest = await reckonValues(bench, { policy: reckoned, currency, asOf, lifetime });
    return { lifetime, population: counted.population, values: new Map([...counted.values, ...rest]) };
  });
}

const scoresToCount = ({ inventory, policy, kept }: Task): string[] =>
  bandedScores(policy)
    .filter(
      ([name, score]) =>
        inventory.mode === 'periodic' || (isLearnt(score) && !Object.hasOwn(kept.edges, name)),
    )
    .map(([name]) => name);

function isCounted(policy: Policy, name: string): boolean {
  const score = policy.scores[name];
  return score !== undefined && 'of' in score && score.per === undefined && isCountedBySql(score.of);
}

const columnsFor = (reckoned: Policy, kept: Kept): Record<string, string> => ({
  ...HISTOGRAM_COLUMNS,
  ...reckonedColumns(reckoned),
  ...(kept.lifetime === undefined ? PURCHASE_COLUMNS : {}),
});

async function learn(bench: Bench, sql: Sql, policy: Policy, asOf: string): Promise<LearntLifetime | null> {
  const { lifetime } = policy;
  if (!lifetime || lifetime.model === 'historic') return null;
  const nextDays = nextDaysOf(policy, asOf);
  const holdoutDays = lifetime.holdoutDays ?? nextDays;
  const purchases = await readPurchases(bench, sql, asOf, holdoutDays);
  return learnLifetime(lifetime.model, purchases, { nextDays, holdoutDays });
}

async function countedValues(bench: Bench, sql: Sql, { inventory, policy }: Task, names: readonly string[]) {
  const scores = bandedScores(policy).filter(([name]) => names.includes(name) && isCounted(policy, name));
  const features = new Set(['orderCount', ...scores.map(([, { of }]) => of)]);
  const histograms = await readHistograms(bench, sql, inventory.asOf, features);
  const population = (histograms.get('orderCount') ?? []).reduce((sum, [, customers]) => sum + customers, 0);
  const values = scores.map(([name, { of }]): [string, Values] => [
    name,
    { all: histograms.get(of) ?? [], parts: new Map() },
  ]);
  return { population, values };
}
