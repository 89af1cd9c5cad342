import type { Intake } from '../../shared/contract/intake.ts';
import type { Answer, Request } from '../../shared/contract/requests.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import { mayGradeOn } from '../../shared/domain/due.ts';
import { gradedKinds } from '../../shared/domain/graded-kinds.ts';
import { takeInventory } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface SimulateDependencies {
  intakes(): Promise<Intake[]>;
  snapshot(): Promise<Snapshot | null>;
  /** The policy in use. */
  policy(): Promise<Policy>;
  /** Throws a Refusal that names every fault with its line. */
  check(text: string): Promise<{ policy: Policy; hash: string }>;
  keepPolicy(hash: string, text: string): Promise<void>;
  startGrade(name: string, input: unknown): Promise<unknown>;
}

type Asked = Extract<Request, { want: 'simulate' }>;

/**
 * Starts a run that only shows what another policy would do. What would make the claim turn it away is refused here, where
 * somebody waits for the answer.
 */
export async function simulate(
  deps: SimulateDependencies,
  { policy: text, asOf, engine }: Asked,
  { time, name }: { time: string; name: string },
): Promise<Pick<Answer, 'simulates'>> {
  const { policy, hash } = await deps.check(text);
  takeInventory(await deps.intakes(), gradedKinds(policy));
  if (asOf !== undefined) mayGradeOn(asOf, await deps.snapshot(), await todayOf(deps, time));
  await deps.keepPolicy(hash, text);
  const dated = asOf === undefined ? {} : { asOf };
  const measuredBy = engine === undefined ? {} : { engine };
  const input = { cause: 'request', time, mode: 'periodic', simulate: hash, ...dated, ...measuredBy };
  await deps.startGrade(name, input);
  return { simulates: hash };
}

const todayOf = async ({ policy }: SimulateDependencies, time: string): Promise<LocalDate> =>
  localDateOf(time, (await policy()).timeZone);
