import { expect } from 'vitest';

/** Within a share of the wanted figure; nothing is never near. */
export function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(Math.abs((got ?? Number.NaN) / wanted - 1)).toBeLessThan(tolerance);
}
