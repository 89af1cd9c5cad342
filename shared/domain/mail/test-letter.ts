import { both, type Language } from '../bilingual.ts';
import type { LocalDate } from '../dates.ts';
import type { Policy } from '../policy/schema.ts';
import { type LetterVariables, letterVariables } from './letter.ts';

/** What is to be seen of a template before customers see it. */
export interface TestLetter {
  template: string;
  language: Language;
  /** A tier's id. */
  tier: string;
  today: LocalDate;
  /** Leads to a page that says so and does nothing. */
  unsubscribeUrl: string;
}

const SOMEBODY = both('Ann', '小安');
const CODE = 'TEST-CODE';

/** The variables of a letter to a made-up customer of whom everything is known. */
export function testLetterVariables(
  { template, language, tier, today, unsubscribeUrl }: TestLetter,
  policy: Policy,
): LetterVariables {
  const previousTier = policy.tiers.find(({ id }) => id !== tier)?.id ?? null;
  const mail = {
    template,
    language,
    tier,
    previousTier,
    name: SOMEBODY[language],
    consentOn: today,
    since: today,
  };
  return letterVariables(mail, policy, today, { unsubscribeUrl, offerCode: CODE });
}

/** Nobody takes it for a mail of the shop. */
export const testSubject = (subject: string, language: Language): string =>
  both('[test] ', '【测试】')[language] + subject;
