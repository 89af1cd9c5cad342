import type { Lock, Wish } from '../../shared/contract/lock.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { mustBeReversible } from '../../shared/domain/roll-back.ts';

interface Runs {
  wishes(): Promise<Wish[]>;
  dropWish(id: string): Promise<void>;
  run(runId: string): Promise<Run | undefined>;
  runs(): Promise<Run[]>;
  snapshot(): Promise<Snapshot | null>;
  snapshotSeq(): Promise<number>;
  nextRunSeq(): Promise<number>;
}

export interface RollBackDependencies {
  runs: Runs;
  /** Whether everything that stood before the run is kept. */
  hasWayBack(run: Run): Promise<boolean>;
}

interface Asked {
  executionArn: string;
  input: Pick<GradeInput, 'rollBack'>;
}

type Back = { run: Run } & Pick<Lock, 'wishId'>;

/**
 * The roll-back that is to be made now, asked for by this claim or by a wish that waits; a wish that cannot be granted is
 * dropped. It goes before every grading: what is graded on a run that somebody wants undone is graded in vain.
 */
export async function mustRollBack(deps: RollBackDependencies, asked: Asked): Promise<Back | undefined> {
  const { rollBack } = asked.input;
  if (rollBack !== undefined) {
    const run = await granted(deps, rollBack, asked.executionArn);
    return run && { run };
  }
  for (const { id, rollBack: wanted } of await deps.runs.wishes()) {
    if (wanted === undefined) continue;
    const run = await granted(deps, wanted, asked.executionArn);
    if (run) return { run, wishId: id };
    await deps.runs.dropWish(id);
  }
  return undefined;
}

async function granted(
  { runs, hasWayBack }: RollBackDependencies,
  runId: string,
  executionArn: string,
): Promise<Run | undefined> {
  const [run, snapshot] = [await runs.run(runId), await runs.snapshot()];
  try {
    const kept = run !== undefined && (await hasWayBack(run));
    mustBeReversible(runId, { run, newest: snapshot?.runId, hasWayBack: kept });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return run && rollBackOf(runs, run, executionArn);
}

/** Of the kind and the day of the run that it goes back to; where there is none, of the one that it undoes. */
async function rollBackOf(runs: Runs, undone: Run, executionArn: string): Promise<Run> {
  const { mode, asOf, period } = await baseOf(runs, undone);
  const runSeq = await runs.nextRunSeq();
  return {
    runId: `${asOf}-rollBack-${String(runSeq).padStart(4, '0')}`,
    ...{ runSeq, mode, asOf, period, executionArn, parts: 0, state: 'GRADING' },
    ...{ baseSeq: await runs.snapshotSeq(), rollsBack: undone.runId },
  };
}

/** The pointer to it may have been moved by a roll-back, under that one's number. */
async function baseOf(runs: Runs, undone: Run): Promise<Run> {
  const before = await runs.runs();
  const pointed = before.find(({ runSeq }) => runSeq === undone.baseSeq);
  const back = before.find(({ runId }) => runId === pointed?.rollsBack);
  return back ? baseOf(runs, back) : (pointed ?? undone);
}
