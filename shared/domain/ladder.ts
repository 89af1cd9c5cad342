import { condition, inUnits } from './policy/condition.ts';
import type { Policy } from './policy/schema.ts';
import { known } from './scores.ts';

/** One rung as it was asked: the tier and its conditions, none for the last. */
export interface Rung {
  tier: string;
  when: Record<string, string>;
}

export const rungsOf = (policy: Policy): Rung[] =>
  policy.tiers.map(({ id, when }) => ({ tier: id, when: when ?? {} }));

export const holds = ({ when }: Rung, scores: Readonly<Record<string, number>>): boolean =>
  Object.entries(when).every(([score, text]) => condition(text)(inUnits(known(scores, score))));

/** The rungs down to the first whose conditions all hold; that last one wins. */
export function climb(rungs: readonly Rung[], scores: Readonly<Record<string, number>>): Rung[] {
  const winner = rungs.findIndex((rung) => holds(rung, scores));
  if (winner < 0) throw new Error('no rung of the ladder holds');
  return rungs.slice(0, winner + 1);
}

/** The tier of the rung that won. */
export function reached(asked: readonly Rung[]): string {
  const winner = asked.at(-1);
  if (!winner) throw new Error('no rung was asked');
  return winner.tier;
}

/** A higher rank is a better tier; null for a tier that the ladder does not know. */
export function rankOf(policy: Policy, tier: string): number | null {
  const place = policy.tiers.findIndex(({ id }) => id === tier);
  const found = policy.tiers[place];
  return found ? (found.rank ?? policy.tiers.length - place) : null;
}
