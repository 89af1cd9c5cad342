import type { Policy } from '../policy/schema.ts';
import { addressOf, type Standing } from './standing.ts';
import type { TierFile } from './tier-file.ts';

/**
 * Shopify admin, Customers > Import, "overwrite existing customers". It takes no head that it does not know, and finds a
 * customer by the address: whoever has none is left out, since a line without one would become somebody new.
 */
export const shopify: TierFile = {
  opening: '',
  heads: () => ['Email', 'Tags'],

  row(standing, { policy }) {
    const email = addressOf(standing);
    return email === '' ? undefined : { keys: [email], words: [tagsOf(standing, policy)] };
  },
};

/** The tier's tag takes the place of every other tier's; tags of the shop's own stay, as far as an export told them. */
function tagsOf({ tier, tags }: Standing, { writeBack }: Policy): string {
  const { tagPrefix } = writeBack.shopify;
  const own = (tags ?? '').split(',').map((tag) => tag.trim());
  const kept = own.filter((tag) => tag !== '' && !tag.startsWith(tagPrefix));
  return [...kept, ...(tier === null ? [] : [`${tagPrefix}${tier}`])].join(', ');
}
