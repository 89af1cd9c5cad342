import { expect, it } from 'vitest';
import { historicValue } from '../../../../shared/domain/lifetime/historic.ts';

it.each([
  ['200.00 × 6 a year × 30 % × 3 years', 20_000, 6, 0.3, 3, 108_000],
  ['exactly half a unit goes up', 5, 1, 0.1, 1, 1],
  ['half a unit that binary holds as 14.499…98 goes up too', 50, 1, 0.29, 1, 15],
  ['just below half goes down', 1449, 1, 0.01, 1, 14],
  ['a loss', -5000, 2, 0.5, 1, -5000],
  ['no orders', 5000, 0, 0.5, 1, 0],
])('%s', (_, averageOrder, ordersPerYear, margin, years, value) => {
  expect(historicValue({ averageOrder, ordersPerYear, margin, years })).toBe(value);
});
