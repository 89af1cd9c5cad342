import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { openOverrides } from '../../shared/adapters/overrides.ts';
import type { StoredOverride } from '../../shared/contract/overrides.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import type { Shop } from './batch.ts';
import { findReceipt } from './explain-find.ts';

/**
 * The id of whom an operator names by the id or the e-mail address. Where addresses are ids, that of somebody who has not
 * been graded yet is folded as his orders' will be.
 */
export async function personOf(shop: Shop, named: string): Promise<string> {
  const customer = named.trim();
  if (!customer.includes('@')) return customer;
  try {
    return (await findReceipt(shop, await shop.runs.snapshot(), customer)).receipt.customerId;
  } catch (error) {
    const isStranger = error instanceof Refusal && error.code === 'E_NO_CUSTOMER';
    if (!isStranger || !(await policyOf(shop)).identity.includes('email')) throw error;
    return customer.toLowerCase();
  }
}

/** What was last said of somebody by hand; undefined where no manual tier stands. */
export async function manualTierOf({ table }: Shop, customerId: string): Promise<StoredOverride | undefined> {
  const said = (await openOverrides(table).overrides()).find((one) => one.customerId === customerId);
  return said?.tier === null ? undefined : said;
}

/** A tier by its id and its name. */
export async function tierWords(shop: Shop, id: string): Promise<Bilingual> {
  const name = (await policyOf(shop)).tiers.find((tier) => tier.id === id)?.name;
  return name ? both(`${id} (${name.en})`, `${id}（${name['zh-CN']}）`) : both(id, id);
}

const policyOf = async ({ table, lake }: Shop) =>
  (await currentPolicy(table, lake, defaultPolicyText())).policy;
