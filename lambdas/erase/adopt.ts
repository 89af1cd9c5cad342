import type { EraseInput, Erasure, FoundPerson } from '../../shared/contract/erasure.ts';
import { ownAgain } from '../../shared/domain/erasure/found.ts';
import { ENOUGH_MS, type EraseCall, type EraseDependencies } from './dependencies.ts';
import { mustStand } from './sweep.ts';

type Deps = Pick<EraseDependencies, 'record' | 'save' | 'files' | 'withoutOthers' | 'bury'>;

/**
 * Two who share an address and are erased at once each find it in the other's rows. Passes follow one another, so whoever
 * comes last finds that nobody else has it: it is his, goes with him, and one more pass follows its tombstone.
 */
export async function adopt(deps: Deps, { id }: EraseInput, call: EraseCall): Promise<void> {
  const erasure = await mustStand(deps.record, id);
  const person = await sharedNoMore(deps, erasure, call);
  if (person.shared.length === erasure.person.shared.length) return;
  await deps.bury(person);
  await deps.save(id, { ...erasure, person, dirty: true });
}

/** Whatever there is no time to look for stays others' as well. */
async function sharedNoMore(
  deps: Deps,
  { person: before }: Pick<Erasure, 'person'>,
  { timeLeft }: EraseCall,
): Promise<FoundPerson> {
  if (before.shared.length === 0) return before;
  let person: FoundPerson = ownAgain(before);
  for (const key of await deps.files()) {
    person = await deps.withoutOthers(key, person);
    if (person.shared.length === before.shared.length || timeLeft() < ENOUGH_MS) return before;
  }
  return person;
}
