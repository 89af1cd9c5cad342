import type { SendCounts } from '../../shared/contract/artifacts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

type Delivery = Report['delivery'];
type Told = Delivery['campaigns'][number];

/** What was foreseen of a run's mails, and what SES told of them. */
export const deliveryOf = (
  policy: Policy,
  preflight: Preflight | undefined,
  counts: readonly SendCounts[],
): Delivery => ({
  foreseen: foreseenOf(preflight),
  days: preflight?.days ?? [],
  problems: preflight?.problems ?? [],
  campaigns: campaignsOf(policy, counts),
  control: controlOf(policy, preflight),
});

function foreseenOf(preflight: Preflight | undefined): Delivery['foreseen'] {
  if (!preflight) return null;
  const { mails, due, skipped, heldOut, already } = preflight.counts;
  return { mails, due, skipped, heldOut, already };
}

/** By the rule of the policy, as everywhere on the report; a run has one campaign of each rule. */
function campaignsOf(policy: Policy, counts: readonly SendCounts[]): Told[] {
  const told = new Map<string, Told>();
  for (const { campaigns } of counts)
    for (const [campaignId, figures] of Object.entries(campaigns)) {
      const campaign = campaignId.replace(/@[^@]*$/, '');
      const { name = null } = policy.campaigns.find(({ rule }) => rule === campaign) ?? {};
      const before = told.get(campaign) ?? { campaign, name, ...NOTHING };
      told.set(campaign, added(before, figures));
    }
  return [...told.values()].sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
}

const NOTHING = { sent: 0, delivered: 0, bounced: 0, complained: 0, awaited: 0, opened: 0, unknown: 0 };

const added = (told: Told, figures: typeof NOTHING): Told => ({
  ...told,
  sent: told.sent + figures.sent,
  delivered: told.delivered + figures.delivered,
  bounced: told.bounced + figures.bounced,
  complained: told.complained + figures.complained,
  awaited: told.awaited + figures.awaited,
  opened: told.opened + figures.opened,
  unknown: told.unknown + figures.unknown,
});

/** In the order of the ladder; only where somebody was left out. */
function controlOf({ tiers }: Policy, preflight: Preflight | undefined): Delivery['control'] {
  const strata = preflight?.counts.tiers ?? {};
  if (Object.values(strata).every(({ heldOut }) => heldOut === 0)) return [];
  return tiers.flatMap(({ id, name }) => {
    const { due = 0, heldOut = 0, already = 0 } = strata[id] ?? {};
    const audience = due + heldOut + already;
    return audience === 0 ? [] : [{ tier: name, audience, heldOut }];
  });
}
