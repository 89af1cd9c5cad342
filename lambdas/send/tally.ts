import { MailOutcomeSchema, type OutcomeLine, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { CampaignFigures } from '../../shared/contract/campaigns.ts';
import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { lastOf, type Outcome, outcomeOf } from '../../shared/domain/mail/outcome.ts';
import type { Control } from './control.ts';
import { figuresOf } from './figures.ts';
import { type AttemptsOf, grouped } from './letters.ts';
import { isResting, type Waiting } from './waiting.ts';

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
    const standing = control.standingOf(mail.campaignId);
    const outcome = outcomeOf(mail, runId, attempts, standing, control.stoppedSince());
    return { mail, row: lastOf(attempts), ...outcome };
  });

/** How many mails came to what, in all and by campaign. `until`: when those that wait are worth another try. */
export function tally(
  fates: readonly Fate[],
  planned: number,
  { cause, seconds }: Waiting,
  until: number,
  control: Control,
): SendCounts {
  const pending = fates.filter(({ outcome }) => outcome === 'pending');
  const resting = pending.filter((fate) => isResting(fate, control)).length;
  const waiting = new Set(
    pending.filter((fate) => !isResting(fate, control)).map(({ mail }) => mail.campaignId),
  );
  const campaigns = grouped(fates, ({ mail }) => mail.campaignId).map((group): [string, CampaignFigures] => {
    const id = group[0]?.mail.campaignId ?? '';
    return [id, { ...figuresOf(group), ...(waiting.has(id) ? { wait: { cause, until } } : {}) }];
  });
  return {
    mails: planned,
    ...outcomesOf(fates),
    waitSeconds: pending.length === 0 ? 0 : seconds,
    ...(waiting.size > 0 ? { waitsFor: cause } : {}),
    resting,
    campaigns: Object.fromEntries(campaigns),
  };
}

export function outcomesOf(fates: readonly Fate[]): Record<OutcomeLine['outcome'], number> {
  const of = (name: OutcomeLine['outcome']) => fates.filter(({ outcome }) => outcome === name).length;
  return Object.fromEntries(MailOutcomeSchema.options.map((name) => [name, of(name)])) as Record<
    OutcomeLine['outcome'],
    number
  >;
}

export const lineOf = ({ mail, outcome }: Fate, reason: string): OutcomeLine => {
  const { customerId, address, rule: campaign, template } = mail;
  return { customerId, email: address ?? '', campaign, template, outcome, reason };
};
