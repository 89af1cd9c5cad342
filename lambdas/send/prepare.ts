import type { SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';
import { drawCodes, keepCodes, lacksCode } from './offers.ts';
import { type Granted, isLimited, takeBudgets } from './spending.ts';
import { judged, rowOf, type Work } from './work.ts';

/**
 * Before the first mail of a chunk: whoever must not get his any more is settled without a code drawn for him; then
 * budgets are taken and codes drawn, once for the chunk. `granted` is filled as budgets are taken, so that whoever is
 * broken off can give them back.
 */
export async function prepare(
  letters: readonly Letter[],
  granted: Granted[],
  work: Work,
  deps: SendDependencies,
): Promise<Letter[]> {
  const open = letters.filter(({ mail }) => work.control.standingOf(mail.campaignId) === 'running');
  const welcome = await keepUnless(open, (letter) => refusalOf(letter, work, deps.now()), work, deps);
  await takeBudgets(welcome, granted, work.batch, deps);
  const paid = new Set(granted.flatMap(({ sids }) => sids));
  const isOver = (letter: Letter) => isLimited(letter, work.batch) && !paid.has(letter.sid);
  const payable = await keepUnless(
    welcome,
    (letter) => (isOver(letter) ? OVER_BUDGET : undefined),
    work,
    deps,
  );
  const drawn = await drawCodes(payable, work.batch, deps);
  const lacks = (letter: Letter) => lacksCode(letter, work.batch);
  const ready = await keepUnless(drawn, (letter) => (lacks(letter) ? NO_CODE : undefined), work, deps);
  await keepCodes(ready, work, deps);
  return ready;
}

interface Final {
  state: 'suppressed' | 'capped';
  reason: string;
}
const OVER_BUDGET: Final = { state: 'capped', reason: 'budget' };
const NO_CODE: Final = { state: 'capped', reason: 'no_offer_code' };

function refusalOf(letter: Letter, work: Work, now: number): Final | undefined {
  const stopped = work.stoppedBy(letter.mail);
  if (stopped !== undefined) return { state: 'suppressed', reason: stopped };
  const { mailbox } = letter.mail;
  const verdict = judged(work.mailboxes.get(mailbox) ?? { mailbox }, letter, work, now);
  return verdict.pass ? undefined : { state: verdict.state, reason: verdict.reason };
}

/** Those for whom nothing is final; of the others the ledger gets what is. */
async function keepUnless(
  letters: readonly Letter[],
  finalOf: (letter: Letter) => Final | undefined,
  work: Work,
  deps: SendDependencies,
): Promise<Letter[]> {
  const kept: Letter[] = [];
  const writes: Promise<unknown>[] = [];
  for (const letter of letters) {
    const final = finalOf(letter);
    if (final === undefined) kept.push(letter);
    else if (work.lease.holds())
      writes.push(deps.ledger.write({ ...rowOf(letter, final.state, work, deps), reason: final.reason }));
  }
  await Promise.all(writes);
  return kept;
}
