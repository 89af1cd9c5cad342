import type { OutcomeLine } from '../../shared/contract/artifacts.ts';
import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import { outcomeBeforeSending } from './rows.ts';

export interface OutcomeReading {
  mails(runId: string, part: number): Promise<Mail[]>;
  /** The same made ready; undefined as long as they are not. */
  outbox(runId: string, part: number): Promise<OutboxMail[] | undefined>;
  /** Every mail of the part by the ledger, once the sender has been at it. */
  sentOutcomes(runId: string, part: number): Promise<OutcomeLine[] | undefined>;
}

/** What became of every mail of one part, as far as it is known. */
export async function outcomesOf(deps: OutcomeReading, runId: string, part: number): Promise<OutcomeLine[]> {
  const sent = await deps.sentOutcomes(runId, part);
  if (sent) return sent;
  const mails = (await deps.outbox(runId, part)) ?? (await deps.mails(runId, part));
  return mails.map(outcomeBeforeSending);
}
