import type { OutboxMail } from '../../shared/contract/mails.ts';
import type { Audience, ComposeCounts } from '../../shared/contract/preflight.ts';
import { isMailable } from '../../shared/domain/mail/ready.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

type Counts = Omit<ComposeCounts, 'digest' | 'problems'>;
type Fate = 'skipped' | keyof Audience;

const NOBODY: Audience = { due: 0, heldOut: 0, already: 0 };

/**
 * How many mails are due, never to go out, held out, and decided already: in all, by campaign and by tier; and the codes
 * that the due ones need.
 */
export function countsOf(mails: readonly OutboxMail[], { campaigns }: Pick<Policy, 'campaigns'>): Counts {
  const counts: Counts = { mails: 0, skipped: 0, ...NOBODY, campaigns: {}, tiers: {}, offers: {} };
  const lists = new Map(campaigns.map(({ rule, offer }) => [rule, offer?.list]));
  for (const mail of mails) countIn(counts, mail, lists.get(mail.rule));
  return counts;
}

function countIn(counts: Counts, mail: OutboxMail, list: string | undefined): void {
  const { campaignId, rule, tier } = mail;
  const fate = fateOf(mail);
  counts.mails += 1;
  counts[fate] += 1;
  const before = counts.campaigns[campaignId] ?? { rule, mails: 0, ...NOBODY };
  counts.campaigns[campaignId] = { ...before, mails: before.mails + 1, ...oneMore(before, fate) };
  if (fate === 'skipped') return;
  counts.tiers[tier] = oneMore(counts.tiers[tier] ?? NOBODY, fate);
  if (fate === 'due' && list !== undefined) counts.offers[list] = oneCode(counts.offers[list] ?? {}, tier);
}

function fateOf(mail: OutboxMail): Fate {
  if (!isMailable(mail)) return 'skipped';
  if (mail.heldOut !== null) return 'heldOut';
  return mail.already === null ? 'due' : 'already';
}

const oneMore = ({ due, heldOut, already }: Audience, fate: Fate): Audience => ({
  due: due + Number(fate === 'due'),
  heldOut: heldOut + Number(fate === 'heldOut'),
  already: already + Number(fate === 'already'),
});

const oneCode = (byTier: Record<string, number>, tier: string): Record<string, number> => ({
  ...byTier,
  [tier]: (byTier[tier] ?? 0) + 1,
});
