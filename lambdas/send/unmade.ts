import type { SendDependencies } from './dependencies.ts';
import type { Done } from './done.ts';
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

/** In a row: then it is not the mails but what they are made with. */
const TOO_MANY = 5;

/**
 * The mail, or `undefined` where it cannot be made: it is refused as soon as another one shows that the fault is its own,
 * and keeps nobody up. Where all of them fail none is refused, and a person is asked for.
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
  if (made !== undefined) await refuseUnmade(done, work, deps);
  return made;
}

function note(unmade: Unmade, done: Done): void {
  done.unmade.push(unmade);
  if (done.unmade.length >= TOO_MANY) throw mailsCannotBeMade(unmade.code);
}

/** Final for the mails that could not be made; SES was never asked for them. */
export async function refuseUnmade(done: Done, work: Work, deps: SendDependencies): Promise<void> {
  const unmade = done.unmade.splice(0);
  for (const { letter, code } of unmade)
    if (work.lease.holds())
      await deps.ledger.write({ ...rowOf(letter, 'refused', work, deps), reason: code });
}
