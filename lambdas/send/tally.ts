import type { OutcomeLine, SendCounts } from '../../shared/contract/artifacts.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import { leaseLeft, outcomeOf } from '../../shared/domain/mail/outcome.ts';
import type { SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';
import type { Stop } from './pass.ts';

/** What became of every mail of a part, read from the ledger, and how many of each. */
export function tally(
  all: readonly Letter[],
  planned: number,
  ledger: ReadonlyMap<string, LedgerRow>,
  runId: string,
  stop: Stop | undefined,
  deps: Pick<SendDependencies, 'now' | 'settings'>,
): { lines: OutcomeLine[]; counts: SendCounts } {
  const lines = all.map((letter) => lineOf(letter, runId, ledger.get(letter.sid)));
  const of = (outcome: OutcomeLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const pending = of('pending');
  const counts = {
    mails: planned,
    sent: of('sent'),
    unknown: of('unknown'),
    refused: of('refused'),
    suppressed: of('suppressed'),
    heldOut: of('heldOut'),
    capped: of('capped'),
    cancelled: of('cancelled'),
    pending,
    waitSeconds: pending === 0 ? 0 : Math.max(1, stop?.waitSeconds ?? leaseSeconds(ledger, deps)),
  };
  return { lines, counts };
}

function lineOf({ mail, address }: Letter, runId: string, row: LedgerRow | undefined): OutcomeLine {
  const { customerId, rule: campaign, template } = mail;
  const skip = mail.skip ?? (address === '' ? 'no_address' : null);
  return { customerId, email: address, campaign, template, ...outcomeOf({ customerId, skip }, runId, row) };
}

/** Until the last mail that somebody else is sending is either sent or known to be abandoned. */
function leaseSeconds(
  ledger: ReadonlyMap<string, LedgerRow>,
  { now, settings }: Pick<SendDependencies, 'now' | 'settings'>,
): number {
  const left = [...ledger.values()]
    .filter((row) => row.state === 'sending')
    .map((row) => leaseLeft(row, now(), settings.leaseMs));
  return Math.ceil(Math.max(0, ...left) / 1000);
}
