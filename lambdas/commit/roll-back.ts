import type { ApplyCounts, Inventory } from '../../shared/contract/artifacts.ts';
import type { Undone } from '../../shared/contract/roll-back.ts';
import type { Caution, RunState, Snapshot } from '../../shared/contract/runs.ts';
import { mustBalance } from '../../shared/domain/counts.ts';

export interface RollBackDependencies {
  undone(runId: string): Promise<Undone>;
  flipSnapshot(next: Snapshot, baseSeq: number): Promise<boolean>;
  clearSnapshot(runSeq: number, baseSeq: number): Promise<boolean>;
  setCaution(caution: Caution): Promise<void>;
  moveRun(
    runId: string,
    from: readonly RunState[],
    to: RunState,
    note?: { reason: string },
  ): Promise<boolean>;
  /** ISO 8601. */
  now(): string;
}

/**
 * Points back to the run before the one that is undone, under a number of its own, so that plans on what was are found
 * out. The caution comes first: killed after it, one run too many asks a person, never one too few. Answers whether the
 * pointer was moved by this call.
 */
export async function pointBack(
  deps: RollBackDependencies,
  { runId, runSeq, base: current }: Inventory,
  applied: ApplyCounts,
): Promise<boolean> {
  const { base, undone } = await deps.undone(runId);
  const terms = { ...applied, undone };
  mustBalance({ step: 'undo', left: 'undone', right: ['changes'], terms });
  mustBalance({ step: 'undo', left: 'changes', right: ['written'], terms });
  await deps.setCaution({ since: deps.now(), runId });
  const baseSeq = current?.runSeq ?? 0;
  if (base === null) return deps.clearSnapshot(runSeq, baseSeq);
  const committedSeq = base.committedSeq ?? base.runSeq;
  return deps.flipSnapshot({ ...base, runSeq, committedSeq }, baseSeq);
}

/** It has no mails of its own, so its outbox is closed when it is committed. */
export async function closeBoth(
  deps: Pick<RollBackDependencies, 'moveRun'>,
  { runId, rollsBack = '' }: Inventory,
): Promise<void> {
  await deps.moveRun(rollsBack, ['COMMITTED', 'CLOSED'], 'ROLLED_BACK');
  await deps.moveRun(runId, ['APPLYING'], 'CLOSED');
}
