import { same } from '../same.ts';
import { isBanded } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import { namesRead } from './names-read.ts';
import type { Policy } from './schema.ts';

type Compare = (a: Policy, b: Policy) => boolean;

/** Asked for every customer of a run, always about the same few policies, which nobody changes. */
function oncePerPair(compare: Compare): Compare {
  const known = new WeakMap<Policy, WeakMap<Policy, boolean>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<Policy, boolean>();
    const found = ofA.get(b);
    if (found !== undefined) return found;
    const answer = compare(a, b);
    known.set(a, ofA.set(b, answer));
    return answer;
  };
}

export const sameIdentity: Compare = oncePerPair((a, b) => same(a.identity, b.identity));

/**
 * Same window, zone, currency and counting, and every feature that `a` reads is defined alike in `b`: the same orders
 * give the same figures. Features that only `b` has take nothing away.
 */
export const measuresAlike: Compare = oncePerPair((a, b) => {
  const read = namesRead(a);
  const part = ({ window, zeroCounts, timeZone, currency, lifetime }: Policy) => [
    ...[window, zeroCounts, timeZone, currency, lifetime ?? null],
  ];
  const defined = Object.keys(a.features).filter((name) => read.has(name));
  return (
    same(part(a), part(b)) &&
    defined.every((name) => same(a.features[name], b.features[name])) &&
    (!read.has(BETWEEN) || namesRead(b).has(BETWEEN))
  );
});

/** Measured only where the policy reads it. */
const BETWEEN = 'daysBetweenLastOrders';

/** Same scores, flags, stages, segments, ladder and movement: the same figures give the same tier. */
export const gradesAlike: Compare = oncePerPair((a, b) => same(gradingOf(a), gradingOf(b)));

/** Everything but the names that people read. */
function gradingOf({ scores, flags, stages = [], segments, tiers, movement }: Policy) {
  const rungs = (list: NonNullable<Policy['stages']>) => list.map(({ id, when }) => [id, when ?? {}]);
  return {
    ...{ scores, movement, stages: rungs(stages) },
    flags: Object.entries(flags).map(([name, { when }]) => [name, when]),
    segments: Object.entries(segments).map(([name, list]) => [name, rungs(list)]),
    tiers: tiers.map(({ id, when, rank }) => [id, when ?? {}, rank ?? null]),
  };
}

/** Every banded score of `a`, and every weighted one that is banded, is one of `b` too: the cut points of `b` serve `a`. */
export const sharesScores: Compare = oncePerPair((a, b) =>
  Object.entries(a.scores).every(
    ([name, score]) =>
      !isBanded(score) ||
      (same(score, b.scores[name]) && same(weightsOf(a, score.of), weightsOf(b, score.of))),
  ),
);
