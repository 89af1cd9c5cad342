import type { Profile } from './profile.ts';

type Stages = Pick<
  Profile,
  'status' | 'statusPatterns' | 'otherStatus' | 'statusIfEmpty' | 'amountOnlyWhenPaid' | 'dateMayLieAhead'
>;

/** Where a sales deal stands, in every CRM alike: won is paid, lost is off, all else is still hoped for. */
export const DEAL_STAGES: Stages = {
  status: {},
  statusPatterns: [
    { pattern: /^closed[ -]?won\b/, status: 'paid' },
    { pattern: /^closed[ -]?lost\b/, status: 'cancelled' },
  ],
  otherStatus: 'unpaid',
  statusIfEmpty: 'unpaid',
  amountOnlyWhenPaid: true,
  dateMayLieAhead: true,
};
