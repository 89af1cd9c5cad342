import { bandedScores } from './cut-points.ts';
import { restsOn } from './definition.ts';
import { isOfLifetime } from './feature-catalog.ts';
import type { Policy } from './policy/schema.ts';

/** What is left of a policy where only these scores are asked for: they, and the features that they rest on. */
export function scoresAlone(policy: Policy, names: ReadonlySet<string>): Policy {
  const { stages: _, lifetime, ...rest } = policy;
  const scores = bandedScores(policy).filter(([name]) => names.has(name));
  const read = restsOn(
    policy,
    scores.flatMap(([, { of, per }]) => (per === undefined ? [of] : [of, per])),
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
