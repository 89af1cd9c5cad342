import { isBuiltIn } from '../feature-catalog.ts';
import { type Banded, bandOf, isBanded, weightedSum } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import { inUnits } from './condition.ts';
import type { Policy } from './schema.ts';
import type { Axis } from './scheme-axes.ts';
import { fixedCuts } from './scheme-cuts.ts';
import type { Reach } from './scheme-reach.ts';
import { mayBeUnknown } from './scheme-values.ts';

type Bands = Readonly<Record<string, number>>;

/** A score with fixed bands of a weighted score: it follows the bands of the parts. */
export interface Follower {
  name: string;
  score: Banded;
  /** Its band where something is known of the parts. */
  band(bands: Bands): number;
}

export const followersOf = (policy: Policy, { names }: Reach): Follower[] =>
  Object.entries(policy.scores).flatMap(([name, score]): Follower[] => {
    if (!names.has(name) || !isBanded(score) || !('edges' in score.bands)) return [];
    const weights = weightsOf(policy, score.of);
    if (!weights) return [];
    const cuts = fixedCuts(policy, score);
    const band = (bands: Bands) => bandOf(inUnits(weightedSum(weights, bands)), cuts, score.better);
    return [{ name, score, band }];
  });

/** Of each weighted score all of whose parts may be unknown: that they are, with the bands which that gives, and that not. */
export function unknownAxes(policy: Policy, followers: readonly Follower[]): Axis[] {
  const grounds = new Set(followers.map(({ score }) => score.of));
  return [...grounds].flatMap((of): Axis[] => {
    const parts = partsOf(policy, of);
    if (!parts.every(([, score]) => mayLack(policy, score))) return [];
    const own = followers
      .filter(({ score }) => score.of === of)
      .map(({ name, score }) => [name, score] as const);
    const bands = Object.fromEntries([...parts, ...own].map(([name, { unknown }]) => [name, unknown ?? 1]));
    const points = [bands, {}].map((each) => ({ values: {}, bands: each, ordered: false }));
    return [{ of, rising: 1, points }];
  });
}

const partsOf = (policy: Policy, of: string): [string, Banded][] =>
  Object.keys(weightsOf(policy, of) ?? {}).flatMap((name): [string, Banded][] => {
    const score = policy.scores[name];
    return score && isBanded(score) ? [[name, score]] : [];
  });

/** Of somebody without a counted order nothing is known that orders tell (DESIGN, rule 12). */
const mayLack = (policy: Policy, { of }: Banded): boolean => isBuiltIn(of) || mayBeUnknown(policy, of);
