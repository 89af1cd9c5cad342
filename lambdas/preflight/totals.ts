import type { Audience, ComposeCounts, Preflight } from '../../shared/contract/preflight.ts';
import { mustBalance } from '../../shared/domain/counts.ts';

type Totals = Preflight['counts'];

const TERMS = ['due', 'skipped', 'heldOut', 'already'] as const;

/** Everything that the parts counted, added up; mails = due + skipped + heldOut + already. */
export function totalsOf(parts: readonly ComposeCounts[]): Totals {
  const totals = {
    ...{ mails: 0, due: 0, skipped: 0, heldOut: 0, already: 0 },
    campaigns: added(
      parts.map(({ campaigns }) => campaigns),
      sumOfCampaign,
    ),
    tiers: added(
      parts.map(({ tiers }) => tiers),
      sumOfTier,
    ),
    offers: added(
      parts.map(({ offers }) => offers),
      sumOfOffer,
    ),
  };
  for (const name of ['mails', ...TERMS] as const)
    totals[name] = parts.reduce((sum, part) => sum + part[name], 0);
  const { mails, due, skipped, heldOut, already } = totals;
  const terms = { mails, due, skipped, heldOut, already };
  mustBalance({ step: 'preflight', left: 'mails', right: [...TERMS], terms });
  return totals;
}

type Campaign = Totals['campaigns'][string];
type Offer = Totals['offers'][string];

const sumOfCampaign = (a: Campaign, b: Campaign): Campaign => ({
  rule: a.rule,
  mails: a.mails + b.mails,
  ...sumOfTier(a, b),
});

const sumOfTier = (a: Audience, b: Audience): Audience => ({
  due: a.due + b.due,
  heldOut: a.heldOut + b.heldOut,
  already: a.already + b.already,
});

const sumOfOffer = (a: Offer, b: Offer): Offer => added([a, b], (x, y) => x + y);

/** Adds up records name by name. */
function added<T>(records: readonly Record<string, T>[], sumOf: (a: T, b: T) => T): Record<string, T> {
  const sums: Record<string, T> = {};
  for (const [name, value] of records.flatMap((record) => Object.entries(record))) {
    const before = sums[name];
    sums[name] = before === undefined ? value : sumOf(before, value);
  }
  return sums;
}
