import type { EraseInput, Erasure, Swept } from '../../shared/contract/erasure.ts';
import { ENOUGH_MS, type EraseCall, type EraseDependencies } from './dependencies.ts';

type Deps = Pick<EraseDependencies, 'record' | 'save' | 'holdings' | 'at'>;

const NOTHING: Swept = { searched: 0, rewritten: 0, versions: 0, items: 0 };

/** Begins a pass, unless one is under way. */
export async function begin({ record, save }: Deps, { id }: EraseInput): Promise<void> {
  const erasure = await mustStand(record, id);
  if (erasure.stage === 'sweeping') return;
  const done = erasure.dirty ? sumOf(erasure.done, erasure.last) : erasure.done;
  const passes = erasure.passes + 1;
  await save(id, { ...erasure, stage: 'sweeping', cursor: '', passes, dirty: false, done, last: NOTHING });
}

/**
 * Goes over everything that is kept, from where the last call left off, and takes the person out of it. That something was
 * found is noted before it is changed: a call that is killed and repeated finds less, and the pass proves nothing.
 */
export async function sweep(deps: Deps, { id }: EraseInput, { timeLeft }: EraseCall) {
  let erasure = await mustStand(deps.record, id);
  if (erasure.stage === 'swept') return ended(erasure);
  const before = async () => {
    if (erasure.dirty) return;
    erasure = { ...erasure, dirty: true };
    await deps.save(id, erasure);
    await deps.at('erase.before_rewrite');
  };
  for await (const holding of deps.holdings(erasure, erasure.cursor)) {
    if (timeLeft() < ENOUGH_MS) return keep(deps, id, erasure);
    const swept = await holding.clean(before);
    await deps.at('erase.after_clean');
    erasure = { ...erasure, cursor: holding.at, last: sumOf(erasure.last, swept) };
  }
  await deps.at('erase.before_swept');
  return keep(deps, id, { ...erasure, stage: 'swept' });
}

async function keep(deps: Deps, id: string, erasure: Erasure) {
  await deps.save(id, erasure);
  return ended(erasure);
}

const ended = ({ stage, dirty }: Erasure) => (stage !== 'swept' ? 'MORE' : dirty ? 'DIRTY' : 'CLEAN');

const sumOf = (a: Swept, b: Swept): Swept => ({
  searched: a.searched + b.searched,
  rewritten: a.rewritten + b.rewritten,
  versions: a.versions + b.versions,
  items: a.items + b.items,
});

export async function mustStand(record: Deps['record'], id: string): Promise<Erasure> {
  const erasure = await record(id);
  if (!erasure) throw new Error(`there is no erasure ${id}`);
  return erasure;
}
