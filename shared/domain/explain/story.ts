import { type Bilingual, both } from '../bilingual.ts';
import type { Criteria } from '../criteria.ts';
import type { LocalDate } from '../dates.ts';
import type { Facts } from '../features.ts';
import type { Held, HistoryEntry } from '../held.ts';
import type { LearntLifetime } from '../learnt.ts';
import type { Policy } from '../policy/schema.ts';
import type { Receipt } from '../receipt.ts';
import type { NextOrder } from './next-order.ts';

/** Everything that is told of one customer; `held` is what he had before the receipt's run. */
export interface Story {
  receipt: Receipt;
  policy: Policy;
  held: Held | null;
  nextOrder: NextOrder | null;
  /** What was measured of him in that run; null where it is gone. */
  facts: Facts | null;
  /** What the run learnt from all customers; null where it is gone. */
  model: { lifetime: LearntLifetime | null; criteria: readonly Criteria[] } | null;
  /** Where the receipt lies in the lake. */
  where: string;
}

/** A tier by its name; one that the policy no longer has by its id. */
export const tierName = ({ tiers }: Policy, id: string | null): Bilingual =>
  tiers.find((tier) => tier.id === id)?.name ?? both(id ?? '–', id ?? '–');

/** The day from which he has his tier. */
export const sinceOf = ({ receipt, held }: Pick<Story, 'receipt' | 'held'>): LocalDate =>
  held && receipt.change === 'same' ? held.published.since : receipt.asOf;

/** His tiers over time, the oldest first, with the step of the receipt's run. */
export function historyOf({ receipt, held }: Pick<Story, 'receipt' | 'held'>): HistoryEntry[] {
  const { asOf, previousTier, tier, change, cause } = receipt;
  const before = held?.published.history ?? [];
  return change === 'same' ? before : [...before, { on: asOf, from: previousTier, to: tier, change, cause }];
}
