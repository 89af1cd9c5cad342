import { kindOf } from '../feature-catalog.ts';
import type { Banded } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import type { FeatureDefinition } from './feature-schema.ts';
import type { Policy } from './schema.ts';

/** How a feature answers to more spending: it rises, falls, stays, or that cannot be told. */
export type Answer = 1 | -1 | 0 | undefined;

/** The same orders at higher amounts, or one more order on the day of grading. */
export type Spending = 'dearer' | 'oneMore';

const BUILT_IN: Readonly<Record<Spending, Readonly<Record<string, Answer>>>> = {
  dearer: { netAmount: 1, averageOrder: 1, lifetimeAmount: 1, lifetimeValue: 1 },
  oneMore: {
    ...{ orderCount: 1, netAmount: 1, lifetimeOrders: 1, lifetimeAmount: 1, daysSinceLastOrder: -1 },
    ...{ averageOrder: undefined, daysSinceFirstOrder: undefined, daysBetweenLastOrders: undefined },
    ...{ lifetimeValue: undefined, aliveProbability: undefined, expectedOrders: undefined },
    ...{ purchaseProbability: undefined, churnProbability: undefined, daysToNextOrder: undefined },
  },
};

/** Of a feature, or of a weighted score. */
export function answerTo(spending: Spending, policy: Policy, name: string): Answer {
  if (Object.hasOwn(BUILT_IN[spending], name)) return BUILT_IN[spending][name];
  const weights = weightsOf(policy, name);
  if (weights) return together(Object.keys(weights).map((part) => ofBand(spending, policy, part)));
  const definition = Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;
  if (!definition) return 0;
  const answer =
    'from' in definition ? ofOrders(spending, definition) : ofDerived(spending, policy, definition);
  return spending === 'oneMore' && leavesNothing(definition) && answer !== 0 ? undefined : answer;
}

/** What somebody has of whom nothing is known may be more than what he then has. */
const leavesNothing = (definition: FeatureDefinition): boolean =>
  'otherwise' in definition && definition.otherwise !== undefined;

/** Whether a score of this feature answers as the feature does, also where somebody was in the band of the unknown. */
export function bandAnswers(spending: Spending, policy: Policy, score: Banded): Answer {
  const { of, better, per, unknown = 1 } = score;
  const answer = answerTo(spending, policy, of);
  if (answer === 0 || answer === undefined) return answer;
  if (per !== undefined && answerTo(spending, policy, per) !== 0) return undefined;
  const fromTheLowest = unknown === 1 && answer === (better === 'higher' ? 1 : -1);
  return spending === 'dearer' || fromTheLowest ? answer : undefined;
}

/** A band rises where its feature gets better. */
function ofBand(spending: Spending, policy: Policy, part: string): Answer {
  const score = policy.scores[part];
  if (!score || !('of' in score)) return undefined;
  const answer = bandAnswers(spending, policy, score);
  return score.better === 'higher' ? answer : turned(answer);
}

function turned(answer: Answer): Answer {
  if (answer === undefined || answer === 0) return answer;
  return answer === 1 ? -1 : 1;
}

type OfExports = Extract<FeatureDefinition, { from: string }>;

function ofOrders(spending: Spending, definition: OfExports): Answer {
  if (definition.from !== 'orders') return 0;
  if (spending === 'oneMore') return ofOneMore(definition);
  if ('favourite' in definition) return 0;
  const { take, amountFrom, amountTo } = definition;
  // A dearer order may pass the upper end, or join with less than the mean.
  if (amountTo !== undefined) return undefined;
  if (amountFrom === undefined) return ['amount', 'average', 'largest'].includes(take) ? 1 : 0;
  if (take === 'average') return undefined;
  return take === 'daysSinceLast' ? -1 : 1;
}

/** An order of the day lies in no stretch that ended before it; elsewhere it joins or it does not. */
function ofOneMore(definition: Extract<OfExports, { from: 'orders' }>): Answer {
  if ('favourite' in definition) return undefined;
  const { take, before } = definition;
  if (before > 0) return 0;
  if (take === 'average') return undefined;
  return take === 'daysSinceLast' ? -1 : 1;
}

type Derived = Exclude<FeatureDefinition, { from: string }>;

function ofDerived(spending: Spending, policy: Policy, definition: Derived): Answer {
  const answer = (operand: string | number | undefined): Answer =>
    typeof operand === 'string' ? answerTo(spending, policy, operand) : 0;
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
