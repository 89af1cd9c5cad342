import type { EraseInput, Erasure, ErasureTold } from '../../shared/contract/erasure.ts';
import { identifiersOf, NO_NAMES } from '../../shared/domain/erasure/found.ts';
import type { EraseDependencies } from './dependencies.ts';
import { CALLED_AFTER_HIM, ERASED_ALREADY, NOTES } from './notes.ts';

/** Forgets whom it was about, and then answers with counts alone; called again after that it has nothing to do. */
export async function finish(deps: EraseDependencies, { id, key }: EraseInput): Promise<void> {
  const erasure = await deps.record(id);
  if (!erasure) return;
  const told = erasure.told ?? toldOf(erasure, await deps.filesNaming(erasure));
  await deps.forget(id, key, { ...erasure, person: NO_NAMES, told });
  await deps.at('erase.before_answer');
  const notes = [
    ...(wasErased(told) ? [ERASED_ALREADY] : []),
    ...(told.files.length > 0 ? [CALLED_AFTER_HIM] : []),
    ...NOTES,
  ];
  await deps.answer(key, { key, done: true, erased: told, notes });
  await deps.drop(id);
}

/** Only a tombstone knew him, or he would have been refused as nobody. Old versions do not tell: his request leaves one. */
const wasErased = ({ rows, rewritten, items }: ErasureTold): boolean => rows + rewritten + items === 0;

const toldOf = ({ person, rows, passes, done, last }: Erasure, files: string[]): ErasureTold => ({
  ...{ rows, identifiers: identifiersOf(person), shared: person.shared.length, passes },
  ...{
    rewritten: done.rewritten,
    versions: done.versions,
    items: done.items,
    searched: last.searched,
    files,
  },
});
