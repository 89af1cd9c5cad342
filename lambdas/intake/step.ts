import type { Intake, ObjectCreated, Taken } from '../../shared/contract/intake.ts';
import { lakeKeys } from '../../shared/contract/keys.ts';
import { answer } from './answer.ts';
import { inShopCurrency } from './currency.ts';
import type { IntakeDeps } from './dependencies.ts';
import { readMapping } from './mapping.ts';
import { readUpload } from './read.ts';
import { waiting } from './record.ts';
import { identify, type Upload } from './upload.ts';

/**
 * Takes in one version of an uploaded export. Everything is written before the commit, which is one conditional item;
 * what follows the commit (the pending mark, the marker that wakes grading) is made up for when the call is repeated.
 */
export const intake =
  (deps: IntakeDeps) =>
  async (event: ObjectCreated): Promise<Taken> => {
    const isKnown = async (id: string) => (await deps.store.find(id)) !== undefined;
    const upload = await identify({ ...deps, isKnown }, event);
    if (upload.waits) return waitFor(deps, upload);
    const taken = (await deps.store.find(upload.intakeId)) ?? (await takeIn(deps, upload));
    if (taken.status === 'committed') await announce(deps, taken);
    return taken;
  };

/** A mapping that came before its file is looked at all the same, so that its faults are known early. */
async function waitFor(deps: IntakeDeps, upload: Upload): Promise<Taken> {
  const { key, versionId } = upload;
  const read = await readMapping(deps, { key, versionId });
  return answer(deps, waiting(upload, 'faults' in read ? read.faults : []));
}

/** Reads, writes and commits; the item of whoever committed first counts. */
async function takeIn(deps: IntakeDeps, upload: Upload): Promise<Intake> {
  const policy = await inShopCurrency(await deps.policy(), deps.store.intakes);
  const made = await deps.scratch((dir) => readUpload(deps, upload, policy, dir));
  if (await deps.store.commit(made)) return made;
  return (await deps.store.find(upload.intakeId)) ?? made;
}

/** Marks what a run must look at and wakes grading, once for each upload. */
async function announce({ lake, store }: IntakeDeps, taken: Intake): Promise<void> {
  const marker = lakeKeys.intake(taken.intakeId);
  if (await lake.head(marker)) return;
  await store.markPending();
  await lake.putIfAbsent(marker, JSON.stringify(taken));
}
