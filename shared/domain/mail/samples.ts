import { LANGUAGES } from '../bilingual.ts';
import type { LocalDate } from '../dates.ts';
import type { Policy } from '../policy/schema.ts';
import type { LetterMail } from './letter.ts';

const SOMEBODY = 'Ann';

/**
 * Made-up letters of every campaign, in every language and for everything that may or may not be known of a customer:
 * rendered strictly, they show the faults of templates that no mail at hand happens to use.
 */
export function sampleLetters({ campaigns, tiers }: Pick<Policy, 'campaigns' | 'tiers'>, asOf: LocalDate) {
  const all = campaigns.flatMap((campaign) => mailsOf(campaign, tiers));
  const pairs = new Map(all.map((mail) => [`${mail.template} ${mail.tier}`, mail]));
  const letters: LetterMail[] = [];
  for (const { template, tier } of pairs.values()) {
    const earlier = tiers.find(({ id }) => id !== tier)?.id ?? tier;
    for (const language of LANGUAGES)
      for (const name of [null, SOMEBODY])
        for (const previousTier of [null, earlier])
          for (const consentOn of [null, asOf])
            letters.push({ template, tier, language, name, previousTier, consentOn, since: asOf });
  }
  return letters;
}

/** Every template of a campaign, its variants' too, with every tier that it can reach. */
function mailsOf({ tier, template, variants }: Policy['campaigns'][number], tiers: Policy['tiers']) {
  const tiersReached = tier === undefined ? tiers.map(({ id }) => id) : [tier].flat();
  const templates = [template, ...variants.map((variant) => variant.template)];
  return templates.flatMap((name) => tiersReached.map((id) => ({ template: name, tier: id })));
}
