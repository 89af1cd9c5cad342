import { kindOf, type Unit } from './feature-catalog.ts';
import type { Policy } from './policy/schema.ts';

/** The weights of a weighted score, by its parts; undefined for a banded score, a feature, or nothing at all. */
export function weightsOf({ scores }: Policy, name: string): Record<string, number> | undefined {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score && 'weighted' in score ? score.weighted : undefined;
}

/** What the raw values of a score count in by its `of`: a feature's unit, ten-thousandths of a weighted score. */
export const unitBanded = (policy: Policy, of: string): Unit =>
  weightsOf(policy, of) ? 'number' : (kindOf(policy, of)?.unit ?? 'count');
