import type { Policy } from '../policy/schema.ts';

/** Control groups: of everybody, whom no campaign reaches, and of one campaign. */
export type Control = 'global' | 'campaign';

interface Drawn {
  campaignId: string;
  rule: string;
  tier: string;
  /** HMAC of the address. */
  mailbox: string;
}

/**
 * Which control group keeps this mail back. `numberOf` turns a text into a number from 0 up to below 1, always the same;
 * who lies below the share of his tier is held out. The global group goes by the mailbox alone, so that it is the same
 * people in every campaign and in every run; a campaign draws its own, by its id and the tier.
 */
export function heldOutOf(
  { campaignId, rule, tier, mailbox }: Drawn,
  { mail, campaigns }: Pick<Policy, 'mail' | 'campaigns'>,
  numberOf: (text: string) => number,
): Control | null {
  const { share, tiers } = mail.holdOut;
  if (numberOf(`global|${mailbox}`) < (tiers[tier] ?? share)) return 'global';
  const own = campaigns.find((campaign) => campaign.rule === rule)?.holdOut ?? 0;
  return numberOf(`campaign|${campaignId}|${tier}|${mailbox}`) < own ? 'campaign' : null;
}
