import type { Intake } from '../../shared/contract/intake.ts';
import type { Lock, Pending, Wish } from '../../shared/contract/lock.ts';
import type { StoredOverride } from '../../shared/contract/overrides.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { Claimed, GradeInput } from '../../shared/contract/steps.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import { decideRun, type GoAhead, leavesWork, type Situation } from '../../shared/domain/due.ts';
import { periodOf } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { type ExpireDependencies, expirePlans } from './expire.ts';
import { type ResumeDependencies, resumeApproved } from './resume.ts';
import { mustRollBack, type RollBackDependencies } from './roll-back.ts';
import { situationOf } from './situation.ts';
import { tellWaiting, type WaitingDependencies } from './waiting.ts';

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
  snapshotSeq(): Promise<number>;
  run(runId: string): Promise<Run | undefined>;
  createRun(run: Run): Promise<boolean>;
  runs(): Promise<Run[]>;
  intakes(): Promise<Intake[]>;
  overrides(): Promise<StoredOverride[]>;
}

export interface ClaimDependencies
  extends ExpireDependencies,
    ResumeDependencies,
    RollBackDependencies,
    WaitingDependencies {
  runs: Runs & ExpireDependencies['runs'] & ResumeDependencies['runs'] & RollBackDependencies['runs'];
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
    await expirePlans(deps);
    await resumeApproved(deps);
    if (!(await takeLock(asked.executionArn))) {
      await leaveMark(deps, asked);
      // The holder may have looked at the marks and gone just before ours was set.
      if (!(await takeLock(asked.executionArn))) return { status: 'BUSY', reason: 'LOCK_HELD' };
    }
    const lock = await runs.lock();
    return lock?.run ? begin(runs, lock, lock.run) : decide(deps, asked);
  };

/**
 * An export has marked itself already; a schedule or a person has not. A simulation and a roll-back leave their wish alone: a
 * mark would start a run that grades. Nor does the schedule leave one on a day on which it has nothing to do.
 */
async function leaveMark({ runs, policy }: ClaimDependencies, asked: Claim): Promise<void> {
  const { cause, mode, time, simulate, rollBack } = asked.input;
  if (cause !== 'schedule' && cause !== 'request') return;
  const today = async () => localDateOf(time, (await policy()).timeZone);
  const snapshot = await runs.snapshot();
  if (mode) await runs.addWish(ownWish(asked, mode, await today(), snapshot));
  if (rollBack !== undefined)
    await runs.addWish({ id: asked.executionArn, mode: 'onDemand', asOf: await today(), rollBack });
  if (simulate !== undefined || rollBack !== undefined) return;
  if (cause === 'schedule' && !hasWork(await situationOf(runs, await policy(), asked.input, UNMARKED)))
    return;
  await runs.markPending();
}

const UNMARKED: Pending = { marked: 0, claimed: 0 };

/** Whether the day itself asks for a run, without exports that have arrived or a wish. */
const hasWork = (situation: Situation): boolean =>
  decideRun({ ...situation, pending: false, wish: undefined }).status === 'RUN';

async function decide(deps: ClaimDependencies, asked: Claim): Promise<Claimed> {
  const { runs } = deps;
  const pending = await runs.pending();
  const back = await mustRollBack(deps, asked);
  if (back) {
    const lock = { holder: asked.executionArn, ...back };
    await runs.noteInLock(lock);
    return begin(runs, lock, back.run);
  }
  if (asked.input.rollBack !== undefined)
    return turnAway(deps, asked, pending, { status: 'NOTHING', reason: 'E_NOT_NEWEST' });
  const policy = await deps.policy();
  const situation = await situationOf(runs, policy, asked.input, pending);
  const wish = await wishOf(runs, asked, situation);
  const decision = decideRun({ ...situation, wish });
  if (decision.status === 'RUN') {
    const run = await newRun(runs, policy, decision, asked.executionArn, wish);
    // What the schedule came for is looked at when the simulation has ended.
    if (run.simulates !== undefined && asked.input.cause === 'schedule' && hasWork(situation))
      await runs.markPending();
    const lock = {
      ...{ holder: asked.executionArn, run, ...(wish ? { wishId: wish.id } : {}) },
      ...(run.simulates === undefined ? { marked: answered(situation, decision, pending) } : {}),
    };
    await runs.noteInLock(lock);
    return begin(runs, lock, run);
  }
  if (wish) await runs.dropWish(wish.id);
  await tellWaiting(deps, situation, decision);
  return turnAway(deps, asked, pending, decision);
}

/** Frees the lock, and looks at what was asked for meanwhile. */
async function turnAway(
  deps: ClaimDependencies,
  asked: Claim,
  pending: Pending,
  why: Exclude<Claimed, { status: 'RUN' }>,
): Promise<Claimed> {
  await deps.runs.freeLock(asked.executionArn);
  return (await askedSince(deps.runs, pending)) && (await deps.takeLock(asked.executionArn))
    ? decide(deps, { ...asked, input: { cause: 'wake', time: asked.input.time } })
    : why;
}

/** The mark up to which a run answers. */
const answered = (situation: Situation, go: GoAhead, { marked, claimed }: Pending): number =>
  leavesWork(situation, go) ? claimed : marked;

/** Who found the lock held while we decided to do nothing has left his mark or wish, and nobody else will look at it. */
const askedSince = async (runs: Runs, { marked }: Pending): Promise<boolean> =>
  (await runs.pending()).marked > marked || (await runs.wishes()).length > 0;

/** Another policy is tried out on the day of the snapshot, or time would move people too. */
function ownWish(
  { executionArn, input }: Claim,
  mode: Run['mode'],
  today: LocalDate,
  snapshot: Pick<Snapshot, 'asOf'> | null,
): Wish {
  const { asOf, simulate, engine } = input;
  const own = { id: executionArn, mode, ...(engine === undefined ? {} : { engine }) };
  if (simulate === undefined) return { ...own, asOf: asOf ?? today };
  return { ...own, asOf: asOf ?? snapshot?.asOf ?? today, simulates: simulate };
}

/** The claim's own wish, or the first waiting one that can be granted; one that cannot is dropped. */
async function wishOf(runs: Runs, asked: Claim, situation: Situation): Promise<Wish | undefined> {
  const { mode } = asked.input;
  if (mode) return ownWish(asked, mode, situation.today, situation.snapshot);
  for (const wish of await runs.wishes()) {
    if (decideRun({ ...situation, wish }).status !== 'NOTHING') return wish;
    await runs.dropWish(wish.id);
  }
  return undefined;
}

async function newRun(
  runs: Runs,
  policy: Policy,
  go: GoAhead,
  executionArn: string,
  wish: Pick<Wish, 'simulates' | 'engine'> = {},
): Promise<Run> {
  const { simulates, engine } = wish;
  const { mode, asOf, period = periodOf(asOf, policy.schedule) } = go;
  const runSeq = await runs.nextRunSeq();
  const kind = simulates === undefined ? mode : 'simulated';
  const runId = `${asOf}-${kind}-${String(runSeq).padStart(4, '0')}`;
  const baseSeq = await runs.snapshotSeq();
  const run = {
    runId,
    runSeq,
    mode,
    asOf,
    period,
    state: 'GRADING' as const,
    executionArn,
    baseSeq,
    parts: 0,
    ...(engine === undefined ? {} : { engine }),
  };
  return simulates === undefined ? run : { ...run, simulates };
}

/** The run item first, then what it answers: killed between, the next call does the rest. */
async function begin(runs: Runs, { marked, wishId }: Lock, run: Run): Promise<Claimed> {
  await runs.createRun(run);
  if (marked !== undefined) await runs.clearPending(marked);
  if (wishId !== undefined) await runs.dropWish(wishId);
  const { runId, rollsBack } = run;
  return { status: 'RUN', runId, ...(rollsBack === undefined ? {} : { rollsBack: true }) };
}
