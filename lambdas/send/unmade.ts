import type { SendDependencies } from './dependencies.ts';
import { type Done, longerDoubt } from './done.ts';
import type { Letter } from './letters.ts';
import { type Made, make } from './make.ts';
import { mailsCannotBeMade } from './refusals.ts';
import { rowOf, type Work } from './work.ts';

/** A mail that its template, its link or its code did not let us write. */
export interface Unmade {
  letter: Letter;
  /** The error's name, which holds nothing personal. */
  code: string;
}

/** Doubled with each pass in which a mail could not be made again. */
const AGAIN_SECONDS = 60;
/** In a row: then it is not the mails but what they are made with. */
const TOO_MANY = 5;

/**
 * The mail, or `undefined` where it cannot be made: it is refused as soon as another one shows that the fault is its own,
 * and keeps nobody up. Where five in a row fail none is refused, and a person is asked for.
 */
export async function madeOf(
  letter: Letter,
  done: Done,
  work: Work,
  deps: SendDependencies,
): Promise<Made | undefined> {
  const made = await make(letter, work.batch, deps).catch((error: unknown) => {
    note({ letter, code: error instanceof Error ? error.name : 'unknown' }, done);
    return undefined;
  });
  if (made === undefined) return undefined;
  done.made = true;
  await refuse(done.unmade.splice(0), work, deps);
  return made;
}

function note(unmade: Unmade, done: Done): void {
  done.unmade.push(unmade);
  if (done.unmade.length >= TOO_MANY) throw mailsCannotBeMade(unmade.code);
}

/**
 * When the chunk is done. The fault is a mail's own where the worker could make another one, or another one of its campaign
 * has gone out, from whatever part. Else it may be what all are made with: a part of few mails is no proof, and they wait.
 */
export async function settleUnmade(done: Done, work: Work, deps: SendDependencies): Promise<void> {
  const unmade = done.unmade.splice(0);
  if (unmade.length === 0) return;
  await work.control.look();
  const isOwn = ({ letter }: Unmade) => done.made || work.control.hasSent(letter.mail.campaignId);
  await refuse(unmade.filter(isOwn), work, deps);
  for (const one of unmade) if (!isOwn(one)) await letWait(one, done, work, deps);
}

/** Final for mails that could not be made; SES was never asked for them. */
async function refuse(unmade: readonly Unmade[], work: Work, deps: SendDependencies): Promise<void> {
  for (const { letter, code } of unmade)
    if (work.lease.holds())
      await deps.ledger.write({ ...rowOf(letter, 'refused', work, deps), reason: code });
}

async function letWait({ letter, code }: Unmade, done: Done, work: Work, deps: SendDependencies) {
  const before = letter.standing?.attempts ?? 0;
  const row = rowOf(letter, 'claimed', work, deps);
  if (work.lease.holds()) await deps.ledger.write({ ...row, reason: code, attempts: before + 1 });
  done.againSeconds = Math.max(done.againSeconds, AGAIN_SECONDS * 2 ** before);
  done.doubted = longerDoubt(done.doubted, { code, tries: before + 1 });
}
