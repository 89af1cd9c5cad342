import type { FeatureValues } from './feature-values.ts';
import { comparableEdges } from './kept-model.ts';
import type { EarlierGround, Ground } from './outcome.ts';
import type { Policy } from './policy/schema.ts';
import { type Edges, edgesKey, isBanded, partOf } from './scores.ts';

/**
 * The cut points of earlier runs that somebody would be measured by, for the scores that are still taken from the same
 * figures: of each score those of the first run that has them, so that one which the policy gained since counts too.
 * `values` say to which part he belongs; it may have lost its own cut points since.
 */
export function earlierCuts(
  { policy }: Ground,
  earlier: readonly EarlierGround[],
  values: FeatureValues,
  currency: string,
): Record<string, number[]> {
  const known = earlier.map((ground) => comparable(policy, ground, currency));
  const cuts: Record<string, number[]> = {};
  for (const [name, score] of Object.entries(policy.scores)) {
    if (!isBanded(score)) continue;
    const keys = [edgesKey(name, partOf(score, values)), name];
    const edges = known.map((then) => then[keys.find((key) => Object.hasOwn(then, key)) ?? '']).find(Boolean);
    if (edges) cuts[name] = [...edges];
  }
  return cuts;
}

const COMPARABLE = new WeakMap<EarlierGround, WeakMap<Policy, Edges>>();

/** The same for every customer of a run, and dear to find. */
function comparable(policy: Policy, earlier: EarlierGround, currency: string): Edges {
  const known = COMPARABLE.get(earlier) ?? new WeakMap<Policy, Edges>();
  COMPARABLE.set(earlier, known);
  const found = known.get(policy) ?? comparableEdges(policy, currency, earlier);
  known.set(policy, found);
  return found;
}
