/**
 * Lifetime value from the past alone: average order value (minor units) × orders a year × margin × years, rounded half up
 * to a minor unit. Digits past the fifteenth are dropped first: they stem from fractions such as 0.29 that binary cannot hold.
 */
export function historicValue(facts: {
  averageOrder: number;
  ordersPerYear: number;
  margin: number;
  years: number;
}): number {
  const value = facts.averageOrder * facts.ordersPerYear * facts.margin * facts.years;
  return Math.floor(Number(value.toPrecision(15)) + 0.5);
}
