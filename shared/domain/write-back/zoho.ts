import type { Language } from '../bilingual.ts';
import { CHANGES } from '../report/words.ts';
import { addressOf, type Standing } from './standing.ts';
import { type Target, type TierFile, tierName } from './tier-file.ts';

/** Zoho's ids as our profiles of its exports read them, without `zcrm_`. */
const RECORD_ID = /^\d{10,20}$/;

/**
 * Zoho CRM, import wizard of Contacts or Accounts, "update existing": the wizard joins columns to fields by their heads,
 * and finds a record by its id, its address, or any field that is set to unique. UTF-8, which it takes for granted.
 */
export const zoho: TierFile = {
  opening: '',

  heads({ policy }) {
    const { customerId, tier, previousTier, since, change } = policy.writeBack.zoho;
    return ['Record Id', 'Email', customerId, tier, previousTier, since, change];
  },

  row(standing, { policy, origins }) {
    const { customerId, tier, previousTier, since, change } = standing;
    const language = policy.shop.language;
    const name = (id: string | null) => tierName(policy, id)[language];
    return {
      keys: [recordIdOf(customerId, origins), addressOf(standing), customerId],
      words: [name(tier), name(previousTier), since, changeWord(change, language)],
    };
  },
};

/** Where the ids are another system's, one that happens to look alike would find a stranger. */
const recordIdOf = (customerId: string, origins: Target['origins']): string =>
  origins.has('zoho') && RECORD_ID.test(customerId) ? customerId : '';

const changeWord = (change: Standing['change'], language: Language): string =>
  CHANGES[change]?.[language] ?? change;
