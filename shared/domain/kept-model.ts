import { bandedScores, isLearnt, type LearntEdges } from './cut-points.ts';
import { definitionOf, lifetimeDefinitionOf } from './definition.ts';
import type { LearntLifetime } from './learnt.ts';
import { isPredicted } from './measured-columns.ts';
import type { Policy } from './policy/schema.ts';

/** What an earlier run learnt, and by which policy. */
export interface Learnt {
  policy: Policy;
  currency: string;
  edges: Readonly<Record<string, readonly number[]>>;
  lifetime: LearntLifetime | null;
}

/** What of an earlier run still serves. */
export interface Kept {
  edges: LearntEdges;
  /** Undefined: the policy asks for a model, and there is none that serves. */
  lifetime: LearntLifetime | null | undefined;
}

export const keptOf = (policy: Policy, currency: string, learnt: Learnt): Kept => ({
  edges: keptEdges(policy, currency, learnt),
  lifetime: keptLifetime(policy, currency, learnt),
});

/** Where nothing was learnt before. */
export const nothingKept = (policy: Policy): Kept => ({
  edges: {},
  lifetime: isPredicted(policy) ? undefined : null,
});

/** Whether something is still to be learnt, so that all customers have to be looked at. */
export const mustLearn = (policy: Policy, { edges, lifetime }: Kept): boolean =>
  lifetime === undefined ||
  bandedScores(policy).some(([name, score]) => isLearnt(score) && !Object.hasOwn(edges, name));

/** Learnt cut points, those of parts too, of the scores whose definition is the same. */
const keptEdges = (policy: Policy, currency: string, learnt: Learnt): LearntEdges =>
  edgesNamed(
    bandedScores(policy).filter(
      ([name, score]) => isLearnt(score) && sameScore(name, policy, currency, learnt),
    ),
    learnt.edges,
  );

/** The cut points of an earlier run, fixed ones too, that those of now can be compared with. */
export const comparableEdges = (policy: Policy, currency: string, learnt: Learnt): LearntEdges =>
  edgesNamed(
    bandedScores(policy).filter(([name]) => sameScore(name, policy, currency, learnt)),
    learnt.edges,
  );

function sameScore(name: string, policy: Policy, currency: string, learnt: Learnt): boolean {
  const now = definitionOf(policy.scores[name], policy, currency);
  const earlier = Object.hasOwn(learnt.policy.scores, name) ? learnt.policy.scores[name] : undefined;
  return now === definitionOf(earlier, learnt.policy, learnt.currency);
}

function edgesNamed(scores: readonly (readonly [string, unknown])[], edges: Learnt['edges']): LearntEdges {
  const found = Object.entries(edges).filter(([key]) =>
    scores.some(([name]) => key === name || key.startsWith(`${name}[`)),
  );
  return Object.fromEntries(found.map(([key, cuts]) => [key, [...cuts]]));
}

function keptLifetime(policy: Policy, currency: string, learnt: Learnt): Kept['lifetime'] {
  if (!isPredicted(policy)) return null;
  const same =
    lifetimeDefinitionOf(policy, currency) === lifetimeDefinitionOf(learnt.policy, learnt.currency);
  return same ? (learnt.lifetime ?? undefined) : undefined;
}
