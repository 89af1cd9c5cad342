import type { Executions } from './executions.ts';
import type { RunStore } from './run-store.ts';

/**
 * Takes the one run lock in an execution's name: when it is free, when the execution holds it already, or from an
 * execution that is known to have ended. Two takers never both succeed, since each take is one conditional write.
 */
export const lockTaker =
  (runs: Pick<RunStore, 'lock' | 'takeLock'>, { hasEnded }: Pick<Executions, 'hasEnded'>) =>
  async (executionArn: string): Promise<boolean> => {
    if (await runs.takeLock(executionArn)) return true;
    const holder = (await runs.lock())?.holder;
    if (holder === executionArn) return true;
    if (holder === undefined) return runs.takeLock(executionArn);
    return (await hasEnded(holder)) && runs.takeLock(executionArn, holder);
  };
