import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import type { Standing } from '../../shared/domain/write-back/standing.ts';

/** What a run knows of a customer that no receipt says. */
export interface Contact extends Pick<Standing, 'customerId' | 'email' | 'name' | 'tags'> {
  /** Day of the last change of his tier before the run. */
  since: string | null;
}

/** Somebody as a run left him. */
export function standingOf(
  { customerId, tier, previousTier, change, asOf }: Receipt,
  contact: Contact | undefined,
): Standing {
  const since = change === 'same' ? (contact?.since ?? asOf) : asOf;
  return { customerId, tier, previousTier, change, since, ...knownOf(contact) };
}

/** Somebody whom no export names any more, or who has no tier again. */
export const standingGone = (
  { customerId, previousTier, change, published }: PlannedChange,
  contact: Contact | undefined,
): Standing => ({
  ...{ customerId, tier: published.tier, previousTier, change, since: published.since },
  ...knownOf(contact),
});

/** Somebody after a roll-back to the run of the receipt; `back` undefined: it did not touch him. */
export const standingAgain = (
  receipt: Receipt,
  contact: Contact | undefined,
  back: PlannedChange | undefined,
): Standing =>
  back
    ? standingGone(back, contact)
    : { ...standingOf(receipt, contact), previousTier: receipt.tier, change: 'same' };

const knownOf = (contact: Contact | undefined) => ({
  ...{ email: contact?.email ?? null, name: contact?.name ?? null, tags: contact?.tags ?? null },
});
