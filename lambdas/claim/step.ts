import type { Intake } from '../../shared/contract/intake.ts';
import type { Lock, Pending } from '../../shared/contract/lock.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { Claimed, GradeInput } from '../../shared/contract/steps.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import { type Decision, decideRun, type Situation } from '../../shared/domain/due.ts';
import { lastEndedPeriod, periodOf } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Runs {
  lock(): Promise<Lock | undefined>;
  noteInLock(lock: Lock): Promise<void>;
  freeLock(holder: string): Promise<boolean>;
  pending(): Promise<Pending>;
  markPending(wish?: { mode: Run['mode']; asOf: LocalDate }): Promise<void>;
  clearPending(marked: number): Promise<void>;
  nextRunSeq(): Promise<number>;
  snapshot(): Promise<Snapshot | null>;
  createRun(run: Run): Promise<boolean>;
  intakes(): Promise<Intake[]>;
}

export interface ClaimDependencies {
  runs: Runs;
  takeLock(executionArn: string): Promise<boolean>;
  policy(): Promise<Policy>;
}

export interface Claim {
  executionArn: string;
  input: GradeInput;
}

/**
 * Takes the run lock for a grading execution and says what it is to do. Called twice by one execution it answers the
 * same. Who finds the lock held leaves his wish as pending and ends.
 */
export const claim =
  (deps: ClaimDependencies) =>
  async ({ executionArn, input }: Claim): Promise<Claimed> => {
    if (!(await deps.takeLock(executionArn))) {
      // An export has marked itself already; a schedule or a person has not.
      if (input.cause === 'schedule' || input.cause === 'request') await deps.runs.markPending(wishOf(input));
      return { status: 'BUSY', reason: 'LOCK_HELD' };
    }
    const lock = await deps.runs.lock();
    if (lock?.run && lock.marked !== undefined) return begin(deps, lock.run, lock.marked);
    return decide(deps, executionArn, input);
  };

async function decide(deps: ClaimDependencies, executionArn: string, input: GradeInput): Promise<Claimed> {
  const policy = await deps.policy();
  const pending = await deps.runs.pending();
  const decision = decideRun(await situation(deps, policy, input, pending));
  if (decision.status !== 'RUN') {
    await deps.runs.freeLock(executionArn);
    return decision;
  }
  const run = await newRun(deps, policy, decision, executionArn);
  await deps.runs.noteInLock({ holder: executionArn, run, marked: pending.marked });
  return begin(deps, run, pending.marked);
}

async function situation(
  { runs }: ClaimDependencies,
  policy: Policy,
  input: GradeInput,
  pending: Pending,
): Promise<Situation> {
  const today = localDateOf(input.time, policy.timeZone);
  const orders = (await runs.intakes()).filter((i) => i.kind === 'orders' && i.status === 'committed');
  return {
    cause: input.cause,
    wish: wishOf(input) ?? pending.wish,
    today,
    lastEnded: lastEndedPeriod(today, policy.schedule),
    coverDays: policy.schedule.coverDays,
    snapshot: await runs.snapshot(),
    ordersArrived: orders.map((intake) => localDateOf(intake.uploadedAt, policy.timeZone)),
    newestOrder: orders
      .flatMap(({ to }) => to ?? [])
      .sort()
      .at(-1),
    pending: pending.marked > pending.claimed,
  };
}

const wishOf = ({ mode, asOf }: GradeInput) => (mode && asOf ? { mode, asOf } : undefined);

async function newRun(
  { runs }: ClaimDependencies,
  policy: Policy,
  { mode, asOf }: Extract<Decision, { status: 'RUN' }>,
  executionArn: string,
): Promise<Run> {
  const runSeq = await runs.nextRunSeq();
  const runId = `${asOf}-${mode}-${String(runSeq).padStart(4, '0')}`;
  const baseSeq = (await runs.snapshot())?.runSeq ?? 0;
  const period = periodOf(asOf, policy.schedule);
  return { runId, runSeq, mode, asOf, period, state: 'GRADING', executionArn, baseSeq, parts: 0 };
}

async function begin({ runs }: ClaimDependencies, run: Run, marked: number): Promise<Claimed> {
  await runs.createRun(run);
  await runs.clearPending(marked);
  return { status: 'RUN', runId: run.runId };
}
