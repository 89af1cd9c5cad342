import type { Answer } from '../../shared/contract/requests.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { mustBeReversible } from '../../shared/domain/roll-back.ts';

export interface RollBackDependencies {
  run(runId: string): Promise<Run | undefined>;
  snapshot(): Promise<Snapshot | null>;
  /** Whether everything that stood before the run is kept. */
  hasWayBack(run: Run): Promise<boolean>;
  clearCaution(): Promise<void>;
  startGrade(name: string, input: unknown): Promise<unknown>;
}

/** Starts a roll-back. What would make the claim turn it away is refused here, where somebody waits for the answer. */
export async function rollBack(
  deps: RollBackDependencies,
  runId: string,
  { time, name }: { time: string; name: string },
): Promise<Pick<Answer, 'notes'>> {
  const [run, snapshot] = [await deps.run(runId), await deps.snapshot()];
  const hasWayBack = run !== undefined && (await deps.hasWayBack(run));
  mustBeReversible(runId, { run, newest: snapshot?.runId, hasWayBack });
  await deps.startGrade(name, { cause: 'request', time, rollBack: runId });
  return { notes: [...(run?.mode === 'periodic' ? [DUE_AGAIN] : []), CAUTIOUS] };
}

/** Ends the caution that a roll-back began. */
export async function trust({ clearCaution }: RollBackDependencies): Promise<Pick<Answer, 'notes'>> {
  await clearCaution();
  return { notes: [TRUSTED] };
}

const DUE_AGAIN = both(
  'Its period is due again: the daily look plans it anew, and that plan waits for approval.',
  '该周期重新变为待评级：每日检查会重新制定计划，并等待批准。',
);
const CAUTIOUS = both(
  'Until `npm run tierwise -- trust`, every run waits for approval.',
  '在执行 `npm run tierwise -- trust` 之前，每次运行都须先获批准。',
);
const TRUSTED = both(
  'Runs await approval again only where the policy says so.',
  '此后仅在策略要求时才需批准。',
);
