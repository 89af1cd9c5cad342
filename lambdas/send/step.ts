import { MailOutcomeSchema, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { accountProblems } from '../../shared/domain/mail/account.ts';
import { sesNotReady } from '../../shared/domain/mail/mail-refusals.ts';
import { mustRemember } from '../../shared/domain/mail/memory.ts';
import { quietSeconds } from '../../shared/domain/mail/quiet.ts';
import { type Control, openControl } from './control.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import { mustBeUnchanged } from './envelope.ts';
import { stoppedSince } from './exports.ts';
import { dueOf, type Letter } from './letters.ts';
import { NOTHING_PASSED, type PassResult, passOver } from './pass.ts';
import { openRate } from './rate.ts';
import { mailsCannotBeMade, sesFails, sesRefuses, sesUnreached } from './refusals.ts';
import { standingAt } from './standing.ts';
import { fatesOf, lineOf, tally } from './tally.ts';
import { reasonOf, waitingOf } from './waiting.ts';

interface SendCall {
  timeLeft: () => number;
  requestId: string;
}

/** One pass of one worker over one part. */
interface Turn {
  batch: Batch;
  input: RunPart;
  call: SendCall;
  control: Control;
}

/** Unknown outcomes after which a pass that again got nothing through asks for a person. */
const ENOUGH_UNKNOWN = 5;
/** Passes in which SES was out of reach, after each of the later ones an hour: about seven hours. */
const ENOUGH_UNREACHED = 14;
/** Passes in which a mail could not be made while no other one of its campaign went out. */
const ENOUGH_UNMADE = 3;

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
    const ids = new Set(mails.map(({ campaignId }) => campaignId));
    const control = openControl(input.runId, [...ids], deps);
    const result = await sendWhatIsDue({ batch, input, call, control }, deps);
    const counts = await writeDown({ batch, input, call, control }, result, deps);
    complain(result, counts);
    return counts;
  };

/** What became of the part so far, by the ledger. */
async function writeDown({ batch, input, control }: Turn, result: PassResult, deps: SendDependencies) {
  await control.look();
  const attempts = await standingAt(batch.mails, control, deps);
  const fates = fatesOf(batch.mails, attempts, input.runId, control);
  const waiting = waitingOf(fates, result, deps);
  const counts = tally(fates, batch.planned, waiting, deps.now() + 1000 * waiting.seconds, control);
  const { campaigns: _, waitsFor: __, ...terms } = counts;
  mustBalance({ step: 'send', left: 'mails', right: [...MailOutcomeSchema.options], terms });
  await deps.at('send.before_save');
  const lines = fates.map((fate) => lineOf(fate, reasonOf(fate, waiting, control)));
  await deps.outbox.save(input, lines, counts);
  return counts;
}

/** What another pass would not mend by itself. The outcomes so far are written down. */
function complain({ stop, sent, unreachedTries, doubted }: PassResult, { unknown }: SendCounts): void {
  if (stop?.why === 'account') throw sesRefuses();
  if (unreachedTries >= ENOUGH_UNREACHED && sent === 0) throw sesUnreached();
  if (doubted && doubted.tries >= ENOUGH_UNMADE && sent === 0) throw mailsCannotBeMade(doubted.code);
  if (stop?.why === 'broken' && sent === 0 && unknown > ENOUGH_UNKNOWN) throw sesFails();
}

async function sendWhatIsDue(turn: Turn, deps: SendDependencies): Promise<PassResult> {
  const { batch, control } = turn;
  await control.look();
  const attempts = await standingAt(batch.mails, control, deps);
  const due = dueOf(batch.mails, attempts, deps).filter(
    ({ mail }) => control.standingOf(mail.campaignId) === 'running',
  );
  if (due.length === 0) return NOTHING_PASSED;
  const waitSeconds = quietSeconds(deps.now(), batch.policy.timeZone, batch.policy.mail.quietHours);
  if (waitSeconds > 0) return { ...NOTHING_PASSED, stop: { why: 'quiet', waitSeconds } };
  mustRemember(await deps.memory());
  mustRemember(await deps.notePass());
  const result = await sendDue(due, turn, deps);
  mustRemember(await deps.notePass());
  return result;
}

/** Everything that could stop a mail is looked at for all of them, before the first one goes out. */
async function sendDue(
  due: readonly Letter[],
  { batch, input, call, control }: Turn,
  deps: SendDependencies,
) {
  mustBeUnchanged(due, batch, input.runId, deps);
  const stoppedBy = await stoppedSince(due, batch, deps);
  const account = await deps.account();
  const { redirectTo, ...stage } = deps.settings;
  const problems = accountProblems(account, { ...stage, redirected: redirectTo !== '' });
  if (problems.length > 0) throw sesNotReady(problems);
  const owner = `${call.requestId}/${deps.newId()}`;
  const rate = await openRate(owner, account, batch, deps);
  const { runId, part } = input;
  const pass = { batch, runId, owner, control, rate, stoppedBy, timeLeft: call.timeLeft };
  try {
    return await passOver(part, due, pass, deps);
  } finally {
    await rate.leave();
  }
}
