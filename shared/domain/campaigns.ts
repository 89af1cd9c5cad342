import { type AddressFault, addressFault } from './address.ts';
import type { Language } from './bilingual.ts';
import type { LocalDate } from './dates.ts';
import type { Contact } from './features.ts';
import type { Basis } from './outcome.ts';
import type { Campaign } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';

type Skip = AddressFault | 'refused_consent' | 'no_consent';

/** One mail of a plan. Who belongs to the audience but must not be written to is listed with the reason. */
export interface PlannedMail {
  campaignId: string;
  rule: string;
  kind: Campaign['kind'];
  customerId: string;
  tier: string;
  previousTier: string | null;
  address: string | null;
  name: string | null;
  language: Language;
  template: string;
  skip: Skip | null;
  consentOn: LocalDate | null;
  /** Since when he has been in `tier`. */
  since: LocalDate;
}

/** The mails that one customer's decision calls for; `since` is when he came into his tier. */
export function mailsFor(receipt: Receipt, contact: Contact, basis: Basis, since: LocalDate): PlannedMail[] {
  const { customerId, tier, previousTier } = receipt;
  return basis.now.policy.campaigns
    .filter((campaign) => answers(campaign, receipt, basis))
    .map((campaign) => ({
      campaignId: campaignId(campaign, basis),
      ...{ rule: campaign.rule, kind: campaign.kind, customerId, tier, previousTier },
      ...{ address: contact.email, name: contact.name, consentOn: contact.consentOn },
      language: languageOf(contact.language, basis.now.policy.shop.language),
      template: campaign.template,
      skip: skipOf(contact),
      since,
    }));
}

/** DESIGN, rule 6. */
function answers(campaign: Campaign, receipt: Receipt, { run }: Basis): boolean {
  if (campaign.tier !== receipt.tier) return false;
  if (campaign.kind === 'membership') return run.mode === 'periodic';
  if (!campaign.on.some((kind) => kind === receipt.change)) return false;
  const silent = run.baseSeq === 0 || receipt.cause === 'policy' || receipt.cause === 'identity';
  return !silent || campaign.whenPolicyChanged;
}

/** DESIGN, rule 7: a run that is planned anew on the same base finds the same id, so nobody is written to twice. */
const campaignId = ({ kind, rule }: Campaign, { run }: Basis): string =>
  kind === 'membership' ? `${rule}@${run.period}` : `${rule}@after-${run.baseSeq}`;

function skipOf({ email, consent }: Contact): Skip | null {
  const fault = addressFault(email);
  if (fault) return fault;
  if (consent === null) return 'no_consent';
  return consent ? null : 'refused_consent';
}

export function languageOf(stated: string | null, ofShop: Language): Language {
  const lower = stated?.trim().toLowerCase() ?? '';
  if (lower.startsWith('zh')) return 'zh-CN';
  return lower.startsWith('en') ? 'en' : ofShop;
}
