import type { Lock } from '../../shared/contract/lock.ts';
import type { Answer, Request } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import { mayGradeOn, mustHaveModel } from '../../shared/domain/due.ts';
import { gradedKinds } from '../../shared/domain/graded-kinds.ts';
import { takeInventory } from '../../shared/domain/inventory.ts';
import type { SimulateDependencies } from './simulate.ts';

export interface RunDependencies
  extends Pick<SimulateDependencies, 'intakes' | 'snapshot' | 'policy' | 'startGrade'> {
  /** The run lock as it is held; `undefined` = it is free. */
  lock(): Promise<Lock | undefined>;
  runs(): Promise<Run[]>;
}

type Asked = Extract<Request, { want: 'run' }>;

/**
 * Starts a run. What would make the claim turn it away is refused here, where somebody waits for the answer. While another
 * run holds the lock the wish is kept and follows it, and the answer says so. What changes between the answer and the
 * claim, the execution says.
 */
export async function run(
  deps: RunDependencies,
  { asOf, mode, engine }: Asked,
  { time, name }: { time: string; name: string },
): Promise<Pick<Answer, 'notes'>> {
  const policy = await deps.policy();
  const today = localDateOf(time, policy.timeZone);
  const [snapshot, isBusy] = [await deps.snapshot(), (await deps.lock()) !== undefined];
  takeInventory(await deps.intakes(), gradedKinds(policy));
  mayGradeOn(asOf ?? today, snapshot, today);
  // The run that is under way may leave the first one.
  if (mode === 'onDemand' && !isBusy) mustHaveModel(snapshot);
  const dated = asOf === undefined ? {} : { asOf };
  const measuredBy = engine === undefined ? {} : { engine };
  const waiting = (await deps.runs()).filter((one) => isWaiting(one) && one.mode === mode);
  await deps.startGrade(name, { cause: 'request', time, mode, ...dated, ...measuredBy });
  const notes = [...(isBusy ? [FOLLOWS] : []), ...waiting.map(({ runId }) => replaces(runId))];
  return notes.length > 0 ? { notes } : {};
}

const isWaiting = ({ state }: Run): boolean => state === 'AWAITING_APPROVAL';

const replaces = (runId: string): Bilingual =>
  both(
    `The plan ${runId} still waits for approval; as soon as the new run is planned, its plan replaces that one.`,
    `计划 ${runId} 仍在等待批准；新的运行一旦制定出计划，就会取代它。`,
  );

const FOLLOWS = both(
  'Another run is under way. This one is kept and follows as soon as that one has ended; it is dropped if the day asked for then lies before the last committed run.',
  '另一个运行正在进行。本次请求已记下，待其结束后随即运行；届时如果所请求的日期早于上一次已提交的运行，则不再运行。',
);
