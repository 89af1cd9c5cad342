import { ANY, type When } from './names.ts';
import type { Policy } from './schema.ts';

/** Every name that a block of conditions reads. */
export const namesIn = (when: When = {}): string[] =>
  Object.entries(when).flatMap(([name, condition]) =>
    name === ANY && Array.isArray(condition)
      ? condition.flatMap((block) => (typeof block === 'object' ? Object.keys(block) : []))
      : [name],
  );

/** Every name that something in the policy reads: features, scores, flags, segments, `stage`. */
export function namesRead(policy: Policy): Set<string> {
  const { scores, flags, stages = [], segments, tiers, campaigns, features, portrait } = policy;
  const whens = [
    ...Object.values(flags),
    ...stages,
    ...Object.values(segments).flat(),
    ...tiers,
    ...campaigns.flatMap((campaign) => [campaign, ...campaign.variants]),
  ].flatMap(({ when }) => namesIn(when));
  const scored = Object.values(scores).flatMap((score) =>
    'of' in score ? [score.of, ...(score.per ? [score.per] : [])] : Object.keys(score.weighted),
  );
  const reckoned = Object.values(features).flatMap(operandsOf);
  return new Set([...whens, ...scored, ...reckoned, ...portrait.columns]);
}

/** The features that a derived one is reckoned from. */
export function operandsOf(definition: Policy['features'][string]): string[] {
  if ('from' in definition) return [];
  const operands =
    'divide' in definition
      ? definition.divide
      : 'multiply' in definition
        ? definition.multiply
        : 'add' in definition
          ? definition.add
          : definition.subtract;
  return operands.filter((operand): operand is string => typeof operand === 'string');
}
