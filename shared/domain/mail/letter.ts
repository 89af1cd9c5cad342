import type { Language } from '../bilingual.ts';
import type { LocalDate } from '../dates.ts';
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

/** Everything that a template may name. `null` = not known; a template asks with `if` before it uses one. */
export interface LetterVariables extends Record<string, string | null> {
  shop: string;
  postalAddress: string;
  name: string | null;
  tier: string;
  previousTier: string | null;
  asOf: string;
  since: string;
  consentOn: string | null;
  unsubscribeUrl: string;
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
  policy: Pick<Policy, 'shop' | 'tiers'>,
  asOf: LocalDate,
  unsubscribeUrl: string,
): LetterVariables {
  const { language } = mail;
  const nameOf = (id: string) => policy.tiers.find((tier) => tier.id === id)?.name[language] ?? id;
  const dated = (date: LocalDate | null) => (date ? inWords(date, language) : null);
  return {
    shop: policy.shop.name[language],
    postalAddress: policy.shop.postalAddress[language],
    name: displayName(mail.name),
    tier: nameOf(mail.tier),
    previousTier: mail.previousTier === null ? null : nameOf(mail.previousTier),
    asOf: inWords(asOf, language),
    since: inWords(mail.since, language),
    consentOn: dated(mail.consentOn),
    unsubscribeUrl,
  };
}
