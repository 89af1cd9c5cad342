import type { MailProblem, Preflight } from '../../shared/contract/preflight.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import { type AccountState, accountProblems } from '../../shared/domain/mail/account.ts';
import { type DayOfMail, spread } from '../../shared/domain/mail/spread.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { PreflightDependencies } from './dependencies.ts';
import { tooSmallQuota } from './refusals.ts';

export type Look = Pick<Preflight, 'days' | 'problems'> & { quota: NonNullable<Preflight['quota']> };

/** Whether this account can send so many mails, and on which days. */
export function lookAt(
  mails: number,
  state: AccountState,
  { mail, timeZone }: Pick<Policy, 'mail' | 'timeZone'>,
  { now, settings }: Pick<PreflightDependencies, 'now' | 'settings'>,
): Look {
  const { perSecond, perDay, sentLast24Hours } = state;
  const quota = { perSecond, perDay, sentLast24Hours };
  const today = localDateOf(new Date(now()).toISOString(), timeZone);
  const days = spread({ mails, ...quota, reserve: mail.reserve, warmUp: mail.warmUp, today });
  return { quota, days, problems: [...accountProblems(state, settings), ...lateMails(mails, days, perDay)] };
}

const lateMails = (mails: number, days: readonly DayOfMail[], perDay: number): MailProblem[] =>
  days.reduce((sum, day) => sum + day.mails, 0) < mails ? [tooSmallQuota(perDay)] : [];
