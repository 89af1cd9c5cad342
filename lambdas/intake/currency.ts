import type { Intake } from '../../shared/contract/intake.ts';
import { countedUploads, currencyOf } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/**
 * The policy with the currency that a run would grade in: its own, else the one that the first orders export names. Until
 * an export names one it has none.
 */
export async function inShopCurrency(policy: Policy, intakes: () => Promise<Intake[]>): Promise<Policy> {
  if (policy.currency.code) return policy;
  const counted = countedUploads(await intakes());
  if (!counted.some(({ kind, currency }) => kind === 'orders' && currency !== undefined)) return policy;
  return withCurrency(policy, currencyOf(policy, counted));
}

export const withCurrency = (policy: Policy, code: string): Policy => ({
  ...policy,
  currency: { ...policy.currency, code },
});
