import { MailOutcomeSchema, type OutcomeLine, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { lastOf, leaseLeft, type Outcome, outcomeOf } from '../../shared/domain/mail/outcome.ts';
import type { Control } from './control.ts';
import type { SendDependencies } from './dependencies.ts';
import { figuresOf } from './figures.ts';
import { type AttemptsOf, grouped } from './letters.ts';
import type { PassResult } from './pass.ts';

/** A mail with what became of it and the row that says so. */
export interface Fate extends Outcome {
  mail: OutboxMail;
  row: LedgerRow | undefined;
}

/** What became of every mail of a part, read from the ledger. */
export const fatesOf = (
  mails: readonly OutboxMail[],
  attemptsOf: AttemptsOf,
  runId: string,
  control: Control,
): Fate[] =>
  mails.map((mail) => {
    const attempts = attemptsOf(mail);
    const outcome = outcomeOf(mail, runId, attempts, control.standingOf(mail.campaignId));
    return { mail, row: lastOf(attempts), ...outcome };
  });

/** How many mails came to what, in all and by campaign. */
export function tally(
  fates: readonly Fate[],
  planned: number,
  result: PassResult,
  control: Control,
  deps: Pick<SendDependencies, 'now' | 'settings'>,
): SendCounts {
  const pending = fates.filter(({ outcome }) => outcome === 'pending');
  const campaigns = grouped(fates, ({ mail }) => mail.campaignId);
  return {
    mails: planned,
    ...outcomesOf(fates),
    waitSeconds: pending.length === 0 ? 0 : waitSeconds(pending, result, deps),
    resting: pending.filter((fate) => isResting(fate, control)).length,
    campaigns: Object.fromEntries(campaigns.map((group) => [group[0]?.mail.campaignId, figuresOf(group)])),
  };
}

export function outcomesOf(fates: readonly Fate[]): Record<OutcomeLine['outcome'], number> {
  const of = (name: OutcomeLine['outcome']) => fates.filter(({ outcome }) => outcome === name).length;
  return Object.fromEntries(MailOutcomeSchema.options.map((name) => [name, of(name)])) as Record<
    OutcomeLine['outcome'],
    number
  >;
}

/** Waits for a person; a mail that is just being sent waits for its worker. */
const isResting = ({ mail, row }: Fate, control: Control): boolean =>
  row?.state !== 'sending' && control.standingOf(mail.campaignId) === 'paused';

/** Until the stop is over, or what was left may be tried, or is known to be sent or abandoned by whoever is at it. */
function waitSeconds(
  pending: readonly Fate[],
  { stop, againSeconds }: PassResult,
  { now, settings }: Pick<SendDependencies, 'now' | 'settings'>,
): number {
  const leases = pending
    .flatMap(({ row }) => (row?.state === 'sending' ? [row] : []))
    .map((row) => Math.ceil(leaseLeft(row, now(), settings.leaseMs) / 1000));
  return Math.max(1, stop?.waitSeconds ?? Math.max(againSeconds, ...leases));
}

export const lineOf = ({ mail, outcome, reason }: Fate): OutcomeLine => {
  const { customerId, address, rule: campaign, template } = mail;
  return { customerId, email: address ?? '', campaign, template, outcome, reason };
};
