import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Reviewed, RunRef } from '../../shared/contract/steps.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import type { UndoDependencies } from './dependencies.ts';
import { saveWriteSet } from './write-set.ts';

/**
 * Prepares a roll-back: stops the mails of the run that is to be undone, and writes down whom to put back to what, for the
 * machine that applies it. A person asked for it, so it needs no approval. Called twice it writes the same.
 */
export const undo =
  (deps: UndoDependencies) =>
  async ({ runId }: RunRef): Promise<Reviewed> => {
    const run = await mustHave(deps, runId);
    const undone = await mustHave(deps, run.rollsBack ?? '');
    await deps.stopRun(undone.runId, deps.now());
    await deps.at('undo.after_stop');
    const { base, currency } = await deps.inventory(undone.runId);
    const source = base?.runId ?? undone.runId;
    const policy = await deps.policy(source);
    await deps.saveInventory(inventoryOf(run, await deps.inventory(source), await deps.snapshot()));
    await deps.savePolicy(runId, policy);
    const back = { runId, asOf: run.asOf, currency, policy };
    const found = await saveWriteSet(back, await writtenSince(deps, undone, run), deps);
    await deps.at('undo.before_save');
    await deps.saveUndone({ version: STATE_VERSION, runId, rollsBack: undone.runId, base, ...found });
    await deps.moveRun(runId, ['GRADING'], 'APPROVED', { parts: found.parts });
    return { runId, parts: found.parts, decision: 'APPROVED' };
  };

async function mustHave({ run }: Pick<UndoDependencies, 'run'>, runId: string): Promise<Run> {
  const found = await run(runId);
  if (!found) throw new Error(`there is no run ${runId}`);
  return found;
}

/**
 * Every run after the one that is gone back to, committed or not. Which of them really wrote, the items say that they kept
 * before.
 */
const writtenSince = async (deps: UndoDependencies, { baseSeq }: Run, { runSeq }: Run): Promise<Run[]> =>
  (await deps.runs()).filter((one) => one.runSeq > baseSeq && one.runSeq < runSeq);

/** It counts no rows: nobody is graded. */
const inventoryOf = (
  { runId, runSeq, mode, asOf, period, rollsBack = '' }: Run,
  { engine, policyHash, currency }: Inventory,
  base: Inventory['base'],
): Inventory => ({
  ...{ version: STATE_VERSION, runId, runSeq, mode, asOf, period, engine, policyHash, currency },
  ...{ intakes: [], base, uncommitted: [], rollsBack },
});
