import type { Inventory } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { bandedScores, edgesOf, isLearnt, type Values } from '../../shared/domain/cut-points.ts';
import { nextDaysOf } from '../../shared/domain/feature-values.ts';
import type { Kept } from '../../shared/domain/kept-model.ts';
import { learnLifetime } from '../../shared/domain/learn-lifetime.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { scoresAlone } from '../../shared/domain/scores-alone.ts';
import { weightsOf } from '../../shared/domain/weighed.ts';
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
 * counts those that it has to learn. The lifetime model comes first: scores may rest on it. Bands of weighted scores come
 * last: they rest on the cut points of the parts.
 */
export function observe({ workbench, sql }: Observing, task: Task): Promise<Observed> {
  const { inventory, policy, parts, kept } = task;
  const { runId, asOf, currency } = inventory;
  const names = scoresToCount(task);
  const over = names.filter((name) => weighedBy(policy, name));
  const plain = names.filter((name) => !weighedBy(policy, name));
  const rest = plain.filter((name) => !isCounted(policy, name));
  const reckoned = scoresAlone(policy, new Set([...rest, ...over]));
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  return workbench(async (bench) => {
    await bench.fetch('features', columnsFor(reckoned, kept), keys);
    const lifetime = kept.lifetime === undefined ? await learn(bench, sql, policy, asOf) : kept.lifetime;
    const ground = { policy: reckoned, currency, asOf, lifetime };
    const { population, values: counted } = await countedValues(bench, sql, task, plain);
    const values = new Map([...counted, ...(await reckonValues(bench, ground, rest))]);
    const weighed = new Set(over.flatMap((name) => Object.keys(weighedBy(policy, name) ?? {})));
    const edges = edgesOf(scoresAlone(policy, weighed), currency, kept.edges, values);
    const outer = await reckonValues(bench, ground, over, edges);
    return { lifetime, population, values: new Map([...values, ...outer]) };
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

/** The weights of the weighted score that this one bands; undefined where it bands a feature. */
function weighedBy(policy: Policy, name: string): Record<string, number> | undefined {
  const score = policy.scores[name];
  return score && 'of' in score ? weightsOf(policy, score.of) : undefined;
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
