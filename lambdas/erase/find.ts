import type { EraseInput, Erasure, FoundPerson } from '../../shared/contract/erasure.ts';
import {
  begunAnew,
  begunWith,
  hasGrown,
  mustBeHis,
  mustBeOne,
  NO_NAMES,
  nobodyOfThatName,
} from '../../shared/domain/erasure/found.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import { ENOUGH_MS, type EraseCall, type EraseDependencies } from './dependencies.ts';
import { ERASED_ALREADY, NOTES } from './notes.ts';

type Status = 'MORE' | 'FOUND' | 'NOBODY' | 'DONE';

const NOTHING = { searched: 0, rewritten: 0, versions: 0, items: 0 };

/**
 * Finds every name of the person, from the lake: a row that bears one name of his tells the others. It is read again until
 * nothing comes to it. Nobody of that name ends it, and is answered.
 */
export async function find(deps: EraseDependencies, ref: EraseInput, call: EraseCall): Promise<Status> {
  const customer = await deps.asked(ref.key, ref.versionId);
  const standing = await deps.record(ref.id);
  if (standing && standing.stage !== 'finding') return 'FOUND';
  if (customer === undefined && !(await isUnderWay(deps, ref, standing))) return 'DONE';
  const begun = begunWith(customer ?? standing?.person.asked ?? '', await deps.identity());
  const erasure = await readOn(deps, begun, standing ?? newErasure(begun, deps.newSalt()), call);
  await deps.at('erase.before_found');
  try {
    return await judged(deps, ref, erasure);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problem = { en: error.say('en'), 'zh-CN': error.say('zh-CN') };
    await deps.answer(ref.key, { key: ref.key, done: false, problem });
    await deps.forget(ref.id, ref.key, { ...erasure, person: NO_NAMES });
    await deps.drop(ref.id);
    return 'NOBODY';
  }
}

/**
 * Of a request that is gone: two may want the same person erased, and the one that ends first takes the other's request
 * away with all that names him. That one goes on by its record; without a record he is erased already.
 */
async function isUnderWay(deps: EraseDependencies, { id, key }: EraseInput, standing?: Erasure) {
  const isAnswered = await deps.isAnswered(key);
  if (standing && !isAnswered) return true;
  if (!isAnswered) await deps.answer(key, { key, done: true, notes: [ERASED_ALREADY, ...NOTES] });
  await deps.drop(id);
  return false;
}

const newErasure = (person: FoundPerson, salt: string): Erasure => ({
  ...{ version: STATE_VERSION, person, salt, stage: 'finding', cursor: '', grown: false, rows: 0 },
  ...{ passes: 0, dirty: false, done: NOTHING, last: NOTHING },
});

/** Reads files until the time is up, or the end is reached. */
async function readOn(
  deps: EraseDependencies,
  begun: FoundPerson,
  standing: Erasure,
  { timeLeft }: EraseCall,
): Promise<Erasure> {
  let erasure = standing;
  for (const key of (await deps.files()).filter((one) => one > standing.cursor)) {
    if (timeLeft() < ENOUGH_MS) return erasure;
    const { person: before } = erasure;
    const { found, rows } = await deps.grownBy(key, before);
    const person = begunAnew(begun, before, found);
    const grown = erasure.grown || hasGrown(before, person);
    erasure = { ...erasure, person, grown, cursor: key, rows: erasure.rows + rows };
  }
  return erasure.grown ? { ...erasure, grown: false, cursor: '', rows: 0 } : { ...erasure, stage: 'found' };
}

async function judged(deps: EraseDependencies, { id }: EraseInput, erasure: Erasure): Promise<Status> {
  mustBeOne(erasure.person);
  const isFound = erasure.stage === 'found';
  if (isFound) mustBeHis(erasure.person, erasure.rows);
  if (isFound && erasure.rows === 0 && !(await deps.isKnown(erasure.person))) throw nobodyOfThatName();
  await deps.save(id, erasure);
  return isFound ? 'FOUND' : 'MORE';
}
