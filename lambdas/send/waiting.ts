import type { WaitCause } from '../../shared/contract/campaigns.ts';
import { leaseLeft } from '../../shared/domain/mail/outcome.ts';
import type { Control } from './control.ts';
import type { SendDependencies } from './dependencies.ts';
import type { PassResult } from './pass.ts';
import type { Fate } from './tally.ts';

/** What keeps mails from going out by themselves, and how long it does. */
export interface Waiting {
  cause: WaitCause;
  seconds: number;
}

/** Waits for a person; a mail that is just being sent waits for its worker. */
export const isResting = ({ mail, row }: Fate, control: Control): boolean =>
  row?.state !== 'sending' && control.standingOf(mail.campaignId) === 'paused';

/** Of a part's pending mails. Where nothing stopped the pass, another worker is at them. */
export const waitingOf = (
  fates: readonly Fate[],
  { stop, againSeconds }: PassResult,
  { now, settings }: Pick<SendDependencies, 'now' | 'settings'>,
): Waiting => {
  const leases = fates
    .flatMap(({ outcome, row }) => (outcome === 'pending' && row?.state === 'sending' ? [row] : []))
    .map((row) => Math.ceil(leaseLeft(row, now(), settings.leaseMs) / 1000));
  const why = stop?.why ?? 'worker';
  return {
    cause: why === 'lease' ? 'worker' : why,
    seconds: Math.max(1, stop?.waitSeconds ?? Math.max(againSeconds, ...leases)),
  };
};

/** A pending mail says what it waits for; its row may hold why an earlier try failed. */
export function reasonOf(fate: Fate, { cause }: Waiting, control: Control): string {
  if (fate.outcome !== 'pending') return fate.reason;
  return isResting(fate, control) ? 'paused' : `waits_${cause}`;
}
