import { kindOf, scaleOf } from './feature-catalog.ts';
import type { Cell } from './features.ts';
import type { DerivedFeature } from './policy/feature-schema.ts';
import type { Policy } from './policy/schema.ts';

/** What a feature is reckoned to from others, whole units of its scale; null where one of them is no number. */
export function derivedValue(
  definition: DerivedFeature,
  values: Readonly<Record<string, Cell>>,
  { policy, currency }: { policy: Policy; currency: string },
): Cell {
  const real = (operand: string | number): number => {
    if (typeof operand === 'number') return operand;
    const value = values[operand];
    if (typeof value !== 'number') return Number.NaN;
    return value / scaleOf(kindOf(policy, operand)?.unit ?? 'count', currency);
  };
  const result = reckoned(definition, real);
  // Nought added: minus nought would not come back from JSON.
  const units = Math.round(Number((result * scaleOf(definition.as, currency)).toFixed(6))) + 0;
  return Number.isSafeInteger(units) ? units : null;
}

function reckoned(definition: DerivedFeature, real: (operand: string | number) => number): number {
  if ('divide' in definition) return spread(definition.divide.map(real), (a, b) => a / b);
  if ('subtract' in definition) return spread(definition.subtract.map(real), (a, b) => a - b);
  if ('multiply' in definition) return spread(definition.multiply.map(real), (a, b) => a * b);
  return spread(definition.add.map(real), (a, b) => a + b);
}

const spread = (numbers: number[], join: (a: number, b: number) => number): number =>
  numbers.length === 0 ? Number.NaN : numbers.reduce(join);
