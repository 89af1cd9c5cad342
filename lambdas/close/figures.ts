import type { SendCounts } from '../../shared/contract/artifacts.ts';
import type { CampaignFigures } from '../../shared/contract/campaigns.ts';

/** Of each campaign of a run, what all parts found together. */
export function figuresOf(parts: readonly SendCounts[]): Map<string, CampaignFigures> {
  const all = new Map<string, CampaignFigures>();
  for (const { campaigns } of parts)
    for (const [campaignId, found] of Object.entries(campaigns)) {
      const before = all.get(campaignId);
      all.set(campaignId, before ? together(before, found) : found);
    }
  return all;
}

/** Of two parts, or two runs. */
export const together = (a: CampaignFigures, b: CampaignFigures): CampaignFigures => ({
  mails: a.mails + b.mails,
  sent: a.sent + b.sent,
  unknown: a.unknown + b.unknown,
  refused: a.refused + b.refused,
  suppressed: a.suppressed + b.suppressed,
  heldOut: a.heldOut + b.heldOut,
  capped: a.capped + b.capped,
  cancelled: a.cancelled + b.cancelled,
  pending: a.pending + b.pending,
  covered: a.covered + b.covered,
  delivered: a.delivered + b.delivered,
  bounced: a.bounced + b.bounced,
  complained: a.complained + b.complained,
  awaited: a.awaited + b.awaited,
  opened: a.opened + b.opened,
  newestUnknownAt: Math.max(a.newestUnknownAt, b.newestUnknownAt),
  ...sooner(a, b),
});

/** What goes on first says why and when. */
function sooner(a: CampaignFigures, b: CampaignFigures): Pick<CampaignFigures, 'wait'> {
  const [first] = [a.wait, b.wait]
    .filter((wait) => wait !== undefined)
    .sort((one, other) => one.until - other.until);
  return first === undefined ? {} : { wait: first };
}
