import type { Bilingual } from '../bilingual.ts';
import type { Policy } from '../policy/schema.ts';
import type { Cell } from './cell.ts';
import { groupedBy } from './grouped-by.ts';
import { lineOf, type Reckoning } from './line.ts';

type Named = Pick<Policy, 'tiers' | 'campaigns'>;

/** All mail first, then campaign after campaign; of each all tiers together, then the tiers in the policy's order. */
export function linesOf(cells: readonly Cell[], policy: Named, reckoning: Reckoning) {
  const ofAll = cells.filter(({ rule }) => rule === null);
  const rules = groupedBy(cells, ({ rule }) => rule ?? '');
  rules.delete('');
  const sorted = [...rules].sort(([a], [b]) => placeOf(policy, a) - placeOf(policy, b) || (a < b ? -1 : 1));
  return [
    ...linesAbout(null, ofAll, policy, reckoning),
    ...sorted.flatMap(([rule, some]) => linesAbout(rule, some, policy, reckoning)),
  ];
}

function linesAbout(campaign: string | null, cells: readonly Cell[], policy: Named, reckoning: Reckoning) {
  const tiers = groupedBy(cells, ({ tier }) => tier);
  const order = policy.tiers.map(({ id }) => id);
  const present = [...new Set([...order, ...tiers.keys()])].filter((id) => tiers.has(id) && tiers.size > 1);
  const some = [
    { tier: null, cells },
    ...present.map((id) => ({ tier: { id, name: tierName(policy, id) }, cells: tiers.get(id) ?? [] })),
  ];
  const name = campaignName(policy, campaign);
  return some.flatMap(({ tier, cells: ofTier }) => {
    const line = lineOf(ofTier, reckoning);
    return line ? [{ campaign, name, tier, ...line }] : [];
  });
}

/** Campaigns whose effect nobody can know, with how many were drawn to be mailed. */
export function unmeasuredOf(cells: readonly Cell[], policy: Named, reckoning: Reckoning) {
  const rules = [...groupedBy(cells, ({ rule }) => rule ?? '')].filter(([rule]) => rule !== '');
  return rules
    .filter(([, some]) => lineOf(some, reckoning) === undefined)
    .map(([campaign, some]) => ({
      ...{ campaign, name: campaignName(policy, campaign) },
      customers: some.reduce((sum, { customers }) => sum + customers, 0),
      why: some.some(({ arm }) => arm === 'control') ? ('tooFew' as const) : ('noHoldOut' as const),
    }));
}

/** The names of now; a tier or a campaign that the policy no longer has goes by its id. */
const tierName = ({ tiers }: Named, id: string): Bilingual =>
  tiers.find((tier) => tier.id === id)?.name ?? { en: id, 'zh-CN': id };

const campaignName = ({ campaigns }: Named, rule: string | null): Bilingual | null =>
  campaigns.find((campaign) => campaign.rule === rule)?.name ?? null;

function placeOf({ campaigns }: Named, rule: string): number {
  const place = campaigns.findIndex((campaign) => campaign.rule === rule);
  return place < 0 ? campaigns.length : place;
}
