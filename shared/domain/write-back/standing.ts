import type { ChangeKind } from '../held.ts';

/** One customer as other systems are told of him. */
export interface Standing {
  customerId: string;
  email: string | null;
  name: string | null;
  /** Ids; null = no tier. */
  tier: string | null;
  previousTier: string | null;
  /** Day of the last change of his tier. */
  since: string;
  change: ChangeKind;
  /** Parted by commas, as a customers export wrote them. */
  tags: string | null;
}

/** His address, which may be all that he is known by. */
export const addressOf = ({ email, customerId }: Pick<Standing, 'email' | 'customerId'>): string =>
  email ?? (customerId.includes('@') ? customerId : '');
