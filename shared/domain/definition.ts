import { isOfLifetime, kindOf } from './feature-catalog.ts';
import { operandsOf } from './policy/names-read.ts';
import type { Policy, Score } from './policy/schema.ts';
import { isBanded } from './scores.ts';
import { weightsOf } from './weighed.ts';

const ownFeature = (policy: Policy, name: string): Policy['features'][string] | undefined =>
  Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;

/** These features with all that they are reckoned from. */
export function restsOn(policy: Policy, names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const definition = ownFeature(policy, name);
    for (const operand of definition ? operandsOf(definition) : []) add(operand);
  };
  for (const name of names) add(name);
  return [...found];
}

/**
 * What the cut points of a score are taken from, down to the rows that count: equal texts mean that those of one run
 * serve another. `''` for a score without any.
 */
export function definitionOf(score: Score | undefined, policy: Policy, currency: string): string {
  if (!score || !isBanded(score)) return '';
  const { of, better, bands, per, perAtLeast } = score;
  const names = restsOn(policy, [
    ...(weightsOf(policy, of) ? [] : [of]),
    ...(per === undefined ? [] : [per]),
  ]);
  return JSON.stringify({
    ...{ better, bands, per, perAtLeast: per === undefined ? undefined : perAtLeast },
    ...{ features: names.map((name) => [name, ownFeature(policy, name)]), rows: rowsThatCount(policy) },
    ...{ window: policy.window, lifetime: names.some(isOfLifetime) ? foretelling(policy) : undefined },
    money: names.some((name) => readsMoney(policy, name)) ? moneyOf(policy, currency) : undefined,
    parts: partsOf(of, policy, currency),
  });
}

/** Of a weighted score: its weights, and all that decides the bands which they weigh. */
function partsOf(of: string, policy: Policy, currency: string) {
  const weights = weightsOf(policy, of);
  if (!weights) return undefined;
  const parts = Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1));
  return parts.map(([name, weight]) => {
    const score = policy.scores[name];
    const unknown = score && isBanded(score) ? score.unknown : undefined;
    return [weight, unknown ?? 1, definitionOf(score, policy, currency)];
  });
}

/** What a model of lifetime value is learnt from and tested by; `''` where the policy has none. */
export function lifetimeDefinitionOf(policy: Policy, currency: string): string {
  if (!policy.lifetime) return '';
  const { model, holdoutDays } = policy.lifetime;
  const money = moneyOf(policy, currency);
  return JSON.stringify({ model, holdoutDays, ...nextPeriod(policy), rows: rowsThatCount(policy), money });
}

const rowsThatCount = ({ zeroCounts, identity, timeZone }: Policy) => ({ zeroCounts, identity, timeZone });

const foretelling = (policy: Policy) => ({ settings: policy.lifetime, ...nextPeriod(policy) });

/** Without a length of its own the next period is as long as the schedule makes it. */
function nextPeriod({ lifetime, schedule: { every, firstMonth } }: Policy) {
  return lifetime?.nextDays === undefined ? { every, firstMonth } : { nextDays: lifetime.nextDays };
}

function readsMoney(policy: Policy, name: string): boolean {
  const definition = ownFeature(policy, name);
  const bounded = definition && ('amountFrom' in definition || 'amountTo' in definition);
  return isOfLifetime(name) || bounded === true || kindOf(policy, name)?.unit === 'money';
}

function moneyOf({ currency: { rates } }: Policy, currency: string) {
  return { currency, rates: Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1)) };
}
