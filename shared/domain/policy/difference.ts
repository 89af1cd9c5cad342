import { same } from '../same.ts';
import { isBanded } from '../scores.ts';
import type { Policy } from './schema.ts';

export const sameIdentity = (a: Policy, b: Policy): boolean => same(a.identity, b.identity);

/** Same window, zone, currency and counting: the same orders give the same figures. */
export function measuresAlike(a: Policy, b: Policy): boolean {
  const part = ({ window, zeroCounts, timeZone, currency }: Policy) => [
    window,
    zeroCounts,
    timeZone,
    currency,
  ];
  return same(part(a), part(b));
}

/** Same scores, ladder and movement: the same figures give the same tier. */
export function gradesAlike(a: Policy, b: Policy): boolean {
  const ladder = ({ tiers }: Policy) => tiers.map(({ id, when, rank }) => [id, when ?? {}, rank ?? null]);
  return same(a.scores, b.scores) && same(ladder(a), ladder(b)) && same(a.movement, b.movement);
}

/** Every banded score of `a` is one of `b` too, so that the cut points of `b` serve `a`. */
export const sharesScores = (a: Policy, b: Policy): boolean =>
  Object.entries(a.scores).every(([name, score]) => !isBanded(score) || same(score, b.scores[name]));
