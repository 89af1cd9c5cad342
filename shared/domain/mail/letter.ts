import type { Language } from '../bilingual.ts';
import { addDays, type LocalDate } from '../dates.ts';
import { periodEnd } from '../periods.ts';
import { LINK_NAMES } from '../policy/mail-schema.ts';
import type { Policy } from '../policy/schema.ts';
import { displayName } from './name.ts';

/** What a letter needs to know of the mail it is for. */
export interface LetterMail {
  tier: string;
  previousTier: string | null;
  name: string | null;
  language: Language;
  template: string;
  consentOn: LocalDate | null;
  since: LocalDate;
}

type LinkName = (typeof LINK_NAMES)[number];

/** Everything that a template may name. `null` = not known; a template asks with `if` before it uses one. */
export interface LetterVariables
  extends Record<string, string | null | Readonly<Record<LinkName, string | null>>> {
  /** Begins the subject of every mail that advertises; may be empty. */
  subjectPrefix: string;
  shop: string;
  postalAddress: string;
  name: string | null;
  tier: string;
  previousTier: string | null;
  asOf: string;
  since: string;
  /** The next grading counts orders up to this day. */
  nextReview: string;
  consentOn: string | null;
  unsubscribeUrl: string;
  /** The code that this mail alone carries; `null` where the campaign has no offer. */
  offerCode: string | null;
  /** Pages of the shop; `null` where the policy has none. */
  links: Readonly<Record<LinkName, string | null>>;
}

/** What only the one mail has; the digest of its content leaves both out. */
export interface OwnToTheMail {
  unsubscribeUrl: string;
  offerCode: string | null;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A date as people write it: `2026年9月30日`, `30 September 2026`. */
export function inWords(date: LocalDate, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'zh-CN') return `${year}年${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** The variables of one customer's letter, in his language. */
export function letterVariables(
  mail: LetterMail,
  policy: Pick<Policy, 'shop' | 'tiers' | 'mail' | 'schedule'>,
  asOf: LocalDate,
  own: OwnToTheMail,
): LetterVariables {
  const { shop } = policy;
  const { language } = mail;
  const nameOf = (id: string) => policy.tiers.find((tier) => tier.id === id)?.name[language] ?? id;
  return {
    subjectPrefix: policy.mail.subjectPrefix[language],
    shop: shop.name[language],
    postalAddress: shop.postalAddress[language],
    name: displayName(mail.name),
    tier: nameOf(mail.tier),
    previousTier: mail.previousTier === null ? null : nameOf(mail.previousTier),
    asOf: inWords(asOf, language),
    since: inWords(mail.since, language),
    nextReview: inWords(periodEnd(addDays(asOf, 1), policy.schedule), language),
    consentOn: mail.consentOn && inWords(mail.consentOn, language),
    links: linksOf(shop.links),
    ...own,
  };
}

const linksOf = (links: Policy['shop']['links']): LetterVariables['links'] =>
  Object.fromEntries(LINK_NAMES.map((name) => [name, links[name] ?? null])) as LetterVariables['links'];
