import type { Intake } from '../../shared/contract/intake.ts';
import type { Lock, Pending, Wish } from '../../shared/contract/lock.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { Claimed, GradeInput } from '../../shared/contract/steps.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import { decideRun, type GoAhead, leavesWork, type Situation } from '../../shared/domain/due.ts';
import { newestReadings } from '../../shared/domain/inventory.ts';
import { lastEndedPeriod, periodOf } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Runs {
  lock(): Promise<Lock | undefined>;
  noteInLock(lock: Lock): Promise<void>;
  freeLock(holder: string): Promise<boolean>;
  pending(): Promise<Pending>;
  markPending(): Promise<void>;
  clearPending(marked: number): Promise<void>;
  wishes(): Promise<Wish[]>;
  addWish(wish: Wish): Promise<void>;
  dropWish(id: string): Promise<void>;
  nextRunSeq(): Promise<number>;
  snapshot(): Promise<Snapshot | null>;
  createRun(run: Run): Promise<boolean>;
  runs(): Promise<Run[]>;
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
 * same. Who finds the lock held leaves a mark, and his wish if he has one, and ends.
 */
export const claim =
  (deps: ClaimDependencies) =>
  async (asked: Claim): Promise<Claimed> => {
    const { runs, takeLock } = deps;
    if (!(await takeLock(asked.executionArn))) {
      await leaveMark(deps, asked);
      // The holder may have looked at the marks and gone just before ours was set.
      if (!(await takeLock(asked.executionArn))) return { status: 'BUSY', reason: 'LOCK_HELD' };
    }
    const lock = await runs.lock();
    return lock?.run ? begin(runs, lock, lock.run) : decide(deps, asked);
  };

/** An export has marked itself already; a schedule or a person has not. */
async function leaveMark({ runs, policy }: ClaimDependencies, asked: Claim): Promise<void> {
  const { cause, mode, time } = asked.input;
  if (cause !== 'schedule' && cause !== 'request') return;
  if (mode) await runs.addWish(ownWish(asked, mode, localDateOf(time, (await policy()).timeZone)));
  await runs.markPending();
}

async function decide(deps: ClaimDependencies, asked: Claim): Promise<Claimed> {
  const { runs } = deps;
  const policy = await deps.policy();
  const pending = await runs.pending();
  const situation = await situationOf(runs, policy, asked.input, pending);
  const wish = await wishOf(runs, asked, situation);
  const decision = decideRun({ ...situation, wish });
  if (decision.status === 'RUN') {
    const run = await newRun(runs, policy, decision, asked.executionArn);
    const marked = leavesWork(situation, decision) ? pending.claimed : pending.marked;
    const lock = { holder: asked.executionArn, run, marked, ...(wish?.id ? { wishId: wish.id } : {}) };
    await runs.noteInLock(lock);
    return begin(runs, lock, run);
  }
  if (wish) await runs.dropWish(wish.id);
  await runs.freeLock(asked.executionArn);
  return (await markedSince(runs, pending)) && (await deps.takeLock(asked.executionArn))
    ? decide(deps, asked)
    : decision;
}

/** Who found the lock held while we decided to do nothing has left his mark, and nobody else will look at it. */
const markedSince = async (runs: Runs, { marked }: Pending): Promise<boolean> =>
  (await runs.pending()).marked > marked;

const ownWish = ({ executionArn, input }: Claim, mode: Run['mode'], today: LocalDate): Wish => ({
  id: executionArn,
  mode,
  asOf: input.asOf ?? today,
});

/** The claim's own wish, or the first waiting one that can be granted; one that cannot is dropped. */
async function wishOf(runs: Runs, asked: Claim, situation: Situation): Promise<Wish | undefined> {
  const { mode } = asked.input;
  if (mode) return ownWish(asked, mode, situation.today);
  for (const wish of await runs.wishes()) {
    if (decideRun({ ...situation, wish }).status !== 'NOTHING') return wish;
    await runs.dropWish(wish.id);
  }
  return undefined;
}

async function situationOf(
  runs: Runs,
  policy: Policy,
  { time }: GradeInput,
  { marked, claimed }: Pending,
): Promise<Situation> {
  const today = localDateOf(time, policy.timeZone);
  const orders = newestReadings(await runs.intakes()).filter(
    (i) => i.kind === 'orders' && i.status === 'committed',
  );
  return {
    today,
    lastEnded: lastEndedPeriod(today, policy.schedule),
    coverDays: policy.schedule.coverDays,
    snapshot: await runs.snapshot(),
    ordersArrived: orders.map((intake) => localDateOf(intake.uploadedAt, policy.timeZone)),
    newestOrder: orders
      .flatMap(({ to }) => to ?? [])
      .sort()
      .at(-1),
    pending: marked > claimed,
    plannedAsOf: (await runs.runs()).filter(isOpenPlan).map(({ asOf }) => asOf),
  };
}

const isOpenPlan = ({ mode, state }: Run): boolean =>
  mode === 'periodic' && (state === 'AWAITING_APPROVAL' || state === 'APPROVED' || state === 'APPLYING');

async function newRun(runs: Runs, policy: Policy, go: GoAhead, executionArn: string): Promise<Run> {
  const { mode, asOf, period = periodOf(asOf, policy.schedule) } = go;
  const runSeq = await runs.nextRunSeq();
  const runId = `${asOf}-${mode}-${String(runSeq).padStart(4, '0')}`;
  const baseSeq = (await runs.snapshot())?.runSeq ?? 0;
  return { runId, runSeq, mode, asOf, period, state: 'GRADING', executionArn, baseSeq, parts: 0 };
}

/** The run item first, then what it answers: killed between, the next call does the rest. */
async function begin(runs: Runs, { marked, wishId }: Lock, run: Run): Promise<Claimed> {
  await runs.createRun(run);
  if (marked !== undefined) await runs.clearPending(marked);
  if (wishId !== undefined) await runs.dropWish(wishId);
  return { status: 'RUN', runId: run.runId };
}
