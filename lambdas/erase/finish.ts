import type { EraseInput, Erasure, ErasureTold } from '../../shared/contract/erasure.ts';
import { identifiersOf, NO_NAMES } from '../../shared/domain/erasure/found.ts';
import type { EraseDependencies } from './dependencies.ts';
import { NOTES } from './notes.ts';

/** Forgets whom it was about, and then answers with counts alone; called again after that it has nothing to do. */
export async function finish(deps: EraseDependencies, { id, key }: EraseInput): Promise<void> {
  const erasure = await deps.record(id);
  if (!erasure) return;
  const { told = toldOf(erasure) } = erasure;
  await deps.forget(id, key, { ...erasure, person: NO_NAMES, told });
  await deps.at('erase.before_answer');
  await deps.answer(key, { key, done: true, erased: told, notes: [...NOTES] });
  await deps.drop(id);
}

const toldOf = ({ person, rows, passes, done, last }: Erasure): ErasureTold => ({
  ...{ rows, identifiers: identifiersOf(person), shared: person.shared.length, passes },
  ...{ rewritten: done.rewritten, versions: done.versions, items: done.items, searched: last.searched },
});
