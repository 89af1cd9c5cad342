import type { SendCounts } from '../../shared/contract/artifacts.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import { leaseLeft } from '../../shared/domain/mail/outcome.ts';
import { pace } from '../../shared/domain/mail/pace.ts';
import { withdrawals } from '../../shared/domain/mail/withdrawal.ts';
import { deliver } from './deliver.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import { dueOf, envelopeOf, isMailable, type Letter, letters } from './letters.ts';
import { type PassResult, pass } from './pass.ts';
import { keysDiffer, sesFails, sesNotReady } from './refusals.ts';
import { tally } from './tally.ts';

interface SendCall {
  timeLeft: () => number;
  requestId: string;
}

/** Unknown outcomes after which a pass that again got nothing through asks for a person. */
const ENOUGH_UNKNOWN = 5;

/**
 * One pass over one part of the outbox. The ledger decides what is due, so a pass may be run twice, at once, or be
 * killed anywhere: at most one mail goes out for each sid.
 */
export const send =
  (deps: SendDependencies) =>
  async (input: RunPart, call: SendCall): Promise<SendCounts> => {
    const batch = await deps.outbox.load(input);
    const all = letters(batch.mails, deps);
    const due = dueOf(all, await standing(all, deps));
    const result = due.length > 0 ? await sendDue(due, batch, input, call, deps) : NOTHING;
    const { lines, counts } = tally(all, await standing(all, deps), input.runId, result.stop, deps);
    await deps.outbox.save(input, lines, counts);
    complain(result, counts);
    return counts;
  };

/** What another pass would not mend by itself. The outcomes so far are written down. */
function complain({ stop, sent }: PassResult, { unknown }: SendCounts): void {
  if (stop?.why === 'account') throw sesNotReady();
  if (stop?.why === 'broken' && sent === 0 && unknown > ENOUGH_UNKNOWN) throw sesFails();
}

const NOTHING: PassResult = { stop: undefined, sent: 0 };

/** The ledger of a part; whoever died while sending leaves an unknown, which nobody repeats. */
async function standing(all: readonly Letter[], deps: SendDependencies): Promise<Map<string, LedgerRow>> {
  const rows = await deps.ledger.find(all.filter(isMailable).map(({ sid }) => sid));
  const dead = [...rows.values()].filter(
    (row) => row.state === 'sending' && leaseLeft(row, deps.now(), deps.settings.leaseMs) <= 0,
  );
  if (dead.length === 0) return rows;
  for (const row of dead) await deps.ledger.abandon(row);
  return deps.ledger.find([...rows.keys()]);
}

/** Everything that could stop a mail is looked at for all of them, before the first one goes out. */
async function sendDue(due: Letter[], batch: Batch, input: RunPart, call: SendCall, deps: SendDependencies) {
  if (!(await deps.keysAreTheSame())) throw keysDiffer();
  for (const letter of due) envelopeOf(letter, batch, deps);
  const withdrawn = withdrawals(await deps.withdrawals(batch.newestUpload));
  const { enabled, perSecond, leftToday } = await deps.ses.readiness();
  if (!enabled) throw sesNotReady();

  const rows = await deps.ledger.find(due.map(({ sid }) => sid));
  const nextOwner = () => `${call.requestId}/${deps.newId()}`;
  const mailboxes = await deps.mailboxes.findMany(due.map(({ mailbox }) => mailbox));
  const delivery = { batch, runId: input.runId, withdrawn, nextOwner, mailboxes };
  return pass(due, {
    pace: pace(perSecond / deps.settings.workers),
    budget: leftToday,
    timeLeft: call.timeLeft,
    now: deps.now,
    sleep: deps.sleep,
    deliver: (letter) => deliver(letter, rows.get(letter.sid), delivery, deps),
  });
}
