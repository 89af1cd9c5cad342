import { both } from '../bilingual.ts';
import type { Fault } from './fault.ts';
import { noTier } from './known-names.ts';
import type { Policy } from './schema.ts';

/** How mail goes out fits the tiers, and leaves some of the day and of the quota to it. */
export const checkMail = (policy: Policy): Fault[] => [
  ...checkHoldOut(policy),
  ...checkQuietHours(policy),
  ...checkReserve(policy),
];

function checkHoldOut({ mail, tiers }: Policy): Fault[] {
  const ids = tiers.map(({ id }) => id);
  return Object.keys(mail.holdOut.tiers).flatMap((id): Fault[] =>
    ids.includes(id) ? [] : [{ path: ['mail', 'holdOut', 'tiers', id], message: noTier(id, ids) }],
  );
}

/** From six to six may mean never or always. */
function checkQuietHours({ mail: { quietHours } }: Policy): Fault[] {
  return quietHours && quietHours.from === quietHours.to
    ? [{ path: ['mail', 'quietHours'], message: NO_HOURS }]
    : [];
}

const checkReserve = ({ mail }: Policy): Fault[] =>
  mail.reserve === 1 ? [{ path: ['mail', 'reserve'], message: NO_QUOTA }] : [];

const NO_HOURS = both(
  'quiet hours begin and end at the same time: write two different times, such as "21:00" and "08:00", or leave them out',
  '免打扰时段的起止时间相同，请写两个不同的时间，如 "21:00" 和 "08:00"，或删去 quietHours',
);
const NO_QUOTA = both(
  'a reserve of 1 leaves nothing of the quota to mail: write a smaller share, such as 0.1',
  'reserve 为 1 时没有额度可用于发信，请写小一些的比例，如 0.1',
);
