import type { FoundPerson } from '../../shared/contract/erasure.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import {
  begunAnew,
  begunWith,
  hasGrown,
  mustBeHis,
  nobodyOfThatName,
} from '../../shared/domain/erasure/found.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import type { PersonCall, PersonDependencies } from './dependencies.ts';
import { heldOf } from './held.ts';
import { isLate, tooMuch } from './in-time.ts';
import { NEVER_IN_IT } from './words.ts';

interface Ref {
  id: string;
  key: string;
  versionId: string;
}

/**
 * Gathers all that is held of the person whom a request names, into one file that expires; what the time does not suffice
 * for, the file says. Done again it writes the same.
 */
export const person =
  (deps: PersonDependencies) =>
  async ({ id, key, versionId }: Ref, call: PersonCall): Promise<Ref & { status: 'DONE' | 'NOBODY' }> => {
    try {
      await gather(deps, { id, key, versionId }, call);
      return { id, key, versionId, status: 'DONE' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const problem = { en: error.say('en'), 'zh-CN': error.say('zh-CN') };
      await deps.answer(key, { key, done: false, problem });
      return { id, key, versionId, status: 'NOBODY' };
    }
  };

async function gather(
  deps: PersonDependencies,
  { id, key, versionId }: Ref,
  call: PersonCall,
): Promise<void> {
  const customer = await deps.asked(key, versionId);
  if (customer === undefined) throw nobodyOfThatName();
  const found = await everyName(deps, begunWith(customer, await deps.identity()), call);
  const { parts, left, isNothing } = await heldOf(deps, found, call);
  if (isNothing) throw nobodyOfThatName();
  const all = [...left, ...NEVER_IN_IT];
  await deps.write(id, { version: STATE_VERSION, made: deps.now(), left: all, parts });
  await deps.answer(key, { key, done: true, gathered: resultKeys.person(id) });
}

/** Reads every export until no further name of his turns up. */
async function everyName(
  deps: PersonDependencies,
  begun: FoundPerson,
  call: PersonCall,
): Promise<FoundPerson> {
  const files = await deps.files();
  for (let known = begun; ; ) {
    let [before, his] = [known, 0];
    for (const file of files) {
      // Without all his names nothing could be said to be complete.
      if (isLate(call)) throw tooMuch();
      const { found, rows } = await deps.grownBy(file, known);
      [known, his] = [begunAnew(begun, known, found), his + rows];
    }
    if (hasGrown(before, known)) continue;
    mustBeHis(known, his);
    return known;
  }
}
