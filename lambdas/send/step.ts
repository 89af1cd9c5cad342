import { MailOutcomeSchema, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { leaseLeft } from '../../shared/domain/mail/outcome.ts';
import { pace } from '../../shared/domain/mail/pace.ts';
import { deliver } from './deliver.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import { dueOf, isMailable, type Letter, letters } from './letters.ts';
import { type PassResult, pass } from './pass.ts';
import { mustRemember, mustRender, readySes, withdrawnSince } from './preflight.ts';
import { sesFails, sesNotReady } from './refusals.ts';
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
    const { planned, mails } = batch;
    mustBalance({ step: 'send', left: 'planned', right: ['mails'], terms: { planned, mails: mails.length } });
    const all = letters(mails, deps);
    const due = dueOf(all, await standing(all, deps));
    const result = due.length > 0 ? await sendDue(due, batch, input, call, deps) : NOTHING;
    const ledger = await standing(all, deps);
    const { lines, counts } = tally(all, planned, ledger, input.runId, result.stop, deps);
    mustBalance({ step: 'send', left: 'mails', right: [...MailOutcomeSchema.options], terms: counts });
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
  await mustRemember(deps);
  mustRender(due, batch, deps);
  const withdrawn = await withdrawnSince(batch, deps);
  const { perSecond, leftToday } = await readySes(deps);
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
