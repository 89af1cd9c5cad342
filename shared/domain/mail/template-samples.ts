import type { Language } from '../bilingual.ts';
import type { LocalDate } from '../dates.ts';
import { LINK_NAMES } from '../policy/mail-schema.ts';
import type { Policy } from '../policy/schema.ts';
import { type LetterVariables, letterVariables } from './letter.ts';
import { sampleLetters } from './samples.ts';

const TRIAL_UNSUBSCRIBE = 'https://unsubscribe.invalid/token';
const CODE = 'SAMPLE-CODE';

/** The variables of every letter that might be: of all tiers, with and without what may not be known or not be there. */
export function trialLetters(policy: Policy, language: Language, today: LocalDate): LetterVariables[] {
  const letters = sampleLetters({ campaigns: [CAMPAIGN], tiers: policy.tiers }, today).filter(
    (letter) => letter.language === language,
  );
  const shops = [policy, withLinks(policy, {}), withLinks(policy, everyLink(policy))];
  const own = { unsubscribeUrl: TRIAL_UNSUBSCRIBE };
  return shops.flatMap((one) =>
    letters.flatMap((letter) =>
      // The mark of advertising is none of the template's words.
      [null, CODE].map((offerCode) => ({
        ...letterVariables(letter, one, today, { ...own, offerCode }),
        subjectPrefix: '',
      })),
    ),
  );
}

/** To everybody, so that the letter meets every tier. */
const CAMPAIGN: Policy['campaigns'][number] = {
  ...{ kind: 'membership', rule: 'trial', template: 'trial', variants: [], topic: 'tier' },
  ...{ priority: 50, holdOut: 0, unlessBought: false },
};

const withLinks = (policy: Policy, links: Policy['shop']['links']): Policy => ({
  ...policy,
  shop: { ...policy.shop, links },
});

/** Pages that the shop has not named yet stand in for by one that may be led to. */
function everyLink({ shop, mail }: Policy): Policy['shop']['links'] {
  const page =
    Object.values(shop.links)[0] ?? (mail.linkHosts[0] ? `https://${mail.linkHosts[0]}/` : undefined);
  return page === undefined ? {} : Object.fromEntries(LINK_NAMES.map((name) => [name, page]));
}
