import { type AddressFault, addressFault } from './address.ts';
import type { Language } from './bilingual.ts';
import type { LocalDate } from './dates.ts';
import type { Contact } from './features.ts';
import { readableOf, readingOf, STAGE } from './grading-rules.ts';
import type { Basis } from './outcome.ts';
import { compileWhen, type Reader, type Reading } from './policy/condition.ts';
import type { When } from './policy/names.ts';
import type { Campaign, Policy } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';
import { scoresOf } from './scores.ts';

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
  const { policy } = basis.now;
  const answering = campaignsFor(policy, tier).filter((campaign) => answers(campaign, receipt, basis));
  if (answering.length === 0) return [];
  let reading: Reading | undefined;
  const holds = (when: When | undefined) => {
    if (when === undefined) return true;
    reading ??= readingFor(receipt);
    return testFor(when, policy, receipt.currency)(reading);
  };
  return answering
    .filter(({ when }) => holds(when))
    .map((campaign) => ({
      campaignId: campaignId(campaign, basis),
      ...{ rule: campaign.rule, kind: campaign.kind, customerId, tier, previousTier },
      ...{ address: contact.email, name: contact.name, consentOn: contact.consentOn },
      language: languageOf(contact.language, policy.shop.language),
      template: campaign.variants.find(({ when }) => holds(when))?.template ?? campaign.template,
      skip: skipOf(contact),
      since,
    }));
}

const BY_TIER = new WeakMap<Policy, Map<string, Campaign[]>>();

/** The campaigns about a tier, and those about all, looked up once. */
function campaignsFor(policy: Policy, tier: string): Campaign[] {
  const byTier = BY_TIER.get(policy) ?? new Map<string, Campaign[]>();
  const known = byTier.get(tier);
  if (known) return known;
  const found = policy.campaigns.filter((each) => !each.tier || [each.tier].flat().includes(tier));
  BY_TIER.set(policy, byTier.set(tier, found));
  return found;
}

/** Everything that was decided of him, as conditions read it. */
const readingFor = ({ seen, scores, flags, stage, segments }: Receipt): Reading => ({
  ...readingOf(seen, scoresOf(scores)),
  ...flags,
  [STAGE]: stage,
  ...segments,
});

type Tests = Map<string, (reading: Reading) => boolean>;
const TESTS = new WeakMap<When, Tests>();

/** Conditions of a campaign, compiled once for each currency. */
function testFor(when: When, policy: Policy, currency: string): (reading: Reading) => boolean {
  const known: Tests = TESTS.get(when) ?? new Map();
  TESTS.set(when, known);
  const reader: Reader = { readable: (name) => readableOf(policy, name), currency };
  const test = known.get(currency) ?? compileWhen(when, reader);
  known.set(currency, test);
  return test;
}

/** DESIGN, rule 6; of a campaign about his tier. */
function answers(campaign: Campaign, receipt: Receipt, { run }: Basis): boolean {
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
