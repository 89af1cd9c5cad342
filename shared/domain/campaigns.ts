import { type AddressFault, addressFault } from './address.ts';
import type { Language } from './bilingual.ts';
import type { LocalDate } from './dates.ts';
import type { Contact } from './features.ts';
import { readableOf, readingOf, STAGE } from './grading-rules.ts';
import type { Topic } from './mail/topics.ts';
import type { Basis } from './outcome.ts';
import { compileWhen, type Reader, type Reading } from './policy/condition.ts';
import type { When } from './policy/names.ts';
import type { Campaign, Policy } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';
import { scoresOf } from './scores.ts';
import { type Happening, type Trigger, triggerOf } from './triggers.ts';

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
  /** Content id of the export that holds the consent. */
  consentSource: string | null;
  /** Since when he has been in `tier`. */
  since: LocalDate;
  /** His newest counted order; one that becomes known later is "bought since". */
  lastOrderDate: LocalDate | null;
  topic: Topic;
  /** Of several mails to one mailbox the highest goes first. */
  priority: number;
}

/** The mails that one customer's decision calls for. */
export function mailsFor(happening: Happening, contact: Contact, basis: Basis): PlannedMail[] {
  const { receipt } = happening;
  const { policy } = basis.now;
  const called: { campaign: Campaign; trigger: Trigger }[] = [];
  for (const campaign of campaignsFor(policy, receipt.tier)) {
    const trigger = triggerOf(campaign, happening, basis);
    if (trigger) called.push({ campaign, trigger });
  }
  if (called.length === 0) return [];
  const { facts, held, published, missCause } = happening;
  const language = languageOf(contact.language, policy.shop.language);
  const whom = { receipt, facts, held, published, missCause, contact, language, skip: skipOf(contact) };
  let reading: Reading | undefined;
  const holds = (when: When | undefined) => {
    if (when === undefined) return true;
    reading ??= readingFor(receipt);
    return testFor(when, policy, receipt.currency)(reading);
  };
  const mails: PlannedMail[] = [];
  for (const { campaign, trigger } of called)
    if (holds(campaign.when)) {
      const variant = campaign.variants.find(({ when }) => holds(when));
      const template = variant?.template ?? campaign.template;
      mails.push(mailOf({ campaign, template, campaignId: campaignId(campaign, trigger, basis) }, whom));
    }
  return mails;
}

interface Whom extends Happening {
  contact: Contact;
  language: Language;
  skip: Skip | null;
}

type About = { campaign: Campaign } & Pick<PlannedMail, 'campaignId' | 'template'>;

/** Name by name, without spreading: there may be several for every customer of a run. */
const mailOf = (
  { campaign, campaignId, template }: About,
  { receipt, published, contact, language, skip }: Whom,
): PlannedMail => ({
  campaignId,
  rule: campaign.rule,
  kind: campaign.kind,
  topic: campaign.topic,
  priority: campaign.priority,
  template,
  customerId: receipt.customerId,
  tier: receipt.tier,
  previousTier: receipt.previousTier,
  since: published.since,
  lastOrderDate: receipt.lastOrderDate,
  address: contact.email,
  name: contact.name,
  language,
  consentOn: contact.consentOn,
  consentSource: contact.consentSource,
  skip,
});

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

/**
 * DESIGN, rule 7: a run that is planned anew on the same base finds the same id, so nobody is written to twice. A miss is
 * the period's, which counts it once however often it is graded.
 */
const campaignId = ({ rule }: Campaign, trigger: Trigger, { run }: Basis): string =>
  trigger === 'period' || trigger === 'miss' ? `${rule}@${run.period}` : `${rule}@after-${run.baseSeq}`;

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
