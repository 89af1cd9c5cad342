import type { LocalDate } from './dates.ts';
import type { Override } from './override.ts';
import type { Policy } from './policy/schema.ts';

/** What was last said of a customer by hand; without a tier his manual one has ended. */
export interface SaidByHand {
  customerId: string;
  tier: string | null;
  until: LocalDate | null;
  why: string;
}

/** Whether the last day of a manual tier has gone by that the graded state of `since` still shows. */
export const hasRunOut = (said: readonly SaidByHand[], since: LocalDate, today: LocalDate): boolean =>
  said.some(({ tier, until }) => tier !== null && until !== null && since <= until && until < today);

/**
 * The manual tiers that are in force on `asOf`, by customer. `leftOut` counts those whose tier the policy does not know
 * (any more).
 */
export function inForce(
  said: readonly SaidByHand[],
  policy: Pick<Policy, 'tiers'>,
  asOf: LocalDate,
): { overrides: Override[]; leftOut: number } {
  const current = said.flatMap(({ customerId, tier, until, why }): Override[] =>
    tier === null || until === null || until < asOf ? [] : [{ customerId, tier, until, why }],
  );
  const overrides = current.filter(({ tier }) => policy.tiers.some(({ id }) => id === tier));
  overrides.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  return { overrides, leftOut: current.length - overrides.length };
}
