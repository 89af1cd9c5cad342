import { addressFault } from '../domain/address.ts';
import { isNothing, unwrapped } from './text.ts';

export interface ReadEmail {
  /** Trimmed, narrow and lower-case; null when it cannot be anybody's address. */
  email: string | null;
  problem?: 'M_EMAIL_INVALID' | 'M_EMAIL_UNSUPPORTED' | 'M_EMAIL_PLACEHOLDER';
  fullWidth?: boolean;
}

const NEVER = /[\s\p{Cc}\p{Cf},;:<>()[\]\\"]/u;
const ONE_AT = /^[^@]+@[^@]+$/;
const NON_ASCII = /[^\u0021-\u007e]/;

/**
 * One mailbox, or nothing: an address that could mean two people or smuggle a header is never kept. One with foreign
 * letters is kept, because it may be all that tells who the buyer is; it is not written to.
 */
export function readEmail(cell: string): ReadEmail {
  const bare = unwrapped(cell);
  if (isNothing(bare)) return { email: null };
  const email = bare.normalize('NFKC').toLowerCase();
  if (NEVER.test(email) || !ONE_AT.test(email) || email.length > 254)
    return { email: null, problem: 'M_EMAIL_INVALID' };
  const fault = addressFault(email);
  if (fault === 'placeholder_address') return { email: null, problem: 'M_EMAIL_PLACEHOLDER' };
  if (NON_ASCII.test(email)) return { email, problem: 'M_EMAIL_UNSUPPORTED' };
  if (fault) return { email: null, problem: 'M_EMAIL_INVALID' };
  return { email, ...(/[\uff01-\uff5e]/.test(bare) ? { fullWidth: true } : {}) };
}
