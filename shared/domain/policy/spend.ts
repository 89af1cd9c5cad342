import { kindOf } from '../feature-catalog.ts';
import { weightsOf } from '../weighed.ts';
import type { FeatureDefinition } from './feature-schema.ts';
import type { Policy } from './schema.ts';

/** How a feature answers when the same orders cost more: it rises, falls, stays, or that cannot be told. */
export type Answer = 1 | -1 | 0 | undefined;

const BY_SPEND = ['netAmount', 'averageOrder', 'lifetimeAmount', 'lifetimeValue'];

/** Of a feature, or of a weighted score. */
export function answerToSpend(policy: Policy, name: string): Answer {
  if (BY_SPEND.includes(name)) return 1;
  const weights = weightsOf(policy, name);
  if (weights) return together(Object.keys(weights).map((part) => ofBand(policy, part)));
  const definition = Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;
  if (!definition) return 0;
  return 'from' in definition ? ofOrders(definition) : ofDerived(policy, definition);
}

/** A band rises where its feature gets better. */
function ofBand(policy: Policy, part: string): Answer {
  const score = policy.scores[part];
  if (!score || !('of' in score)) return undefined;
  const answer = answerToSpend(policy, score.of);
  return score.better === 'higher' ? answer : turned(answer);
}

function turned(answer: Answer): Answer {
  if (answer === undefined || answer === 0) return answer;
  return answer === 1 ? -1 : 1;
}

function ofOrders(definition: Extract<FeatureDefinition, { from: string }>): Answer {
  if (definition.from !== 'orders' || 'favourite' in definition) return 0;
  const { take, amountFrom, amountTo } = definition;
  // A dearer order may pass the upper end, or join with less than the mean.
  if (amountTo !== undefined) return undefined;
  if (amountFrom === undefined) return ['amount', 'average', 'largest'].includes(take) ? 1 : 0;
  if (take === 'average') return undefined;
  return take === 'daysSinceLast' ? -1 : 1;
}

function ofDerived(policy: Policy, definition: Exclude<FeatureDefinition, { from: string }>): Answer {
  const answer = (operand: string | number | undefined): Answer =>
    typeof operand === 'string' ? answerToSpend(policy, operand) : 0;
  if ('add' in definition) return together(definition.add.map(answer));
  if ('subtract' in definition) {
    const [from, less] = definition.subtract.map(answer);
    return together([from, turned(less)]);
  }
  const operands = 'divide' in definition ? definition.divide : definition.multiply;
  const [first, ...others] = operands.map(answer);
  if (first === 0 && others.every((other) => other === 0)) return 0;
  return others.every((other) => other === 0) && operands.slice(1).every(isPositive(policy))
    ? first
    : undefined;
}

/** What is never below nothing does not turn the direction. */
const isPositive = (policy: Policy) => (operand: string | number) =>
  typeof operand === 'number'
    ? operand > 0
    : kindOf(policy, operand)?.unit === 'count' && !isDerived(policy, operand);

const isDerived = ({ features }: Policy, name: string): boolean => {
  const definition = Object.hasOwn(features, name) ? features[name] : undefined;
  return definition !== undefined && !('from' in definition);
};

function together(answers: readonly Answer[]): Answer {
  if (answers.includes(undefined)) return undefined;
  const moved = new Set(answers.filter((answer) => answer !== 0));
  if (moved.size === 0) return 0;
  return moved.size === 1 ? [...moved][0] : undefined;
}
