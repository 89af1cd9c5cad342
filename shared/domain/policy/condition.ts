/** Scores and conditions are compared as whole ten-thousandths: decimal fractions are exact there. */
export const UNITS = 10_000;

export const inUnits = (value: number): number => Math.round(value * UNITS);

type Operator = '>=' | '<=' | '>' | '<' | '=';

const COMPARE: Record<Operator, (a: number, b: number) => boolean> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
};

/** A test of a score given in ten-thousandths, e.g. of `>= 4.2`. */
export function condition(text: string): (units: number) => boolean {
  const [, operator, number] = /^(>=|<=|>|<|=)\s*([\d.]+)$/.exec(text) ?? [];
  if (operator === undefined || number === undefined) throw new RangeError('not a condition');
  const [compare, bound] = [COMPARE[operator as Operator], inUnits(Number(number))];
  return (units) => compare(units, bound);
}
