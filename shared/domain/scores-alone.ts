import { restsOn } from './definition.ts';
import { isOfLifetime } from './feature-catalog.ts';
import type { Policy } from './policy/schema.ts';
import { isBanded } from './scores.ts';
import { weightsOf } from './weighed.ts';

/** What is left of a policy where only these scores are asked for: they, their parts, and the features that all rest on. */
export function scoresAlone(policy: Policy, names: ReadonlySet<string>): Policy {
  const { stages: _, lifetime, ...rest } = policy;
  const wanted = new Set([...names].flatMap((name) => [name, ...scoresBehind(policy, name)]));
  const scores = Object.entries(policy.scores).filter(([name]) => wanted.has(name));
  const banded = scores.flatMap(([, score]) => (isBanded(score) ? [score] : []));
  const read = restsOn(
    policy,
    banded.flatMap(({ of, per }) => (per === undefined ? [of] : [of, per])),
  );
  return {
    ...rest,
    ...(lifetime && read.some(isOfLifetime) ? { lifetime } : {}),
    scores: Object.fromEntries(scores),
    features: Object.fromEntries(Object.entries(policy.features).filter(([name]) => read.includes(name))),
    tiers: policy.tiers.map(({ id, name }) => ({ id, name })),
    ...{ flags: {}, segments: {}, campaigns: [], portrait: { preferences: [], columns: [] } },
  };
}

/** The weighted score that a banded one bands, and its parts. */
function scoresBehind(policy: Policy, name: string): string[] {
  const score = policy.scores[name];
  const weights = score && isBanded(score) ? weightsOf(policy, score.of) : undefined;
  return score && isBanded(score) && weights ? [score.of, ...Object.keys(weights)] : [];
}
