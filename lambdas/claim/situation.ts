import type { Intake } from '../../shared/contract/intake.ts';
import type { Pending } from '../../shared/contract/lock.ts';
import type { StoredOverride } from '../../shared/contract/overrides.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { type LocalDate, localDateOf } from '../../shared/domain/dates.ts';
import type { Situation } from '../../shared/domain/due.ts';
import { gradedKinds } from '../../shared/domain/graded-kinds.ts';
import { newestReadings } from '../../shared/domain/inventory.ts';
import { hasRunOut } from '../../shared/domain/override-force.ts';
import { lastEndedPeriod } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Runs {
  snapshot(): Promise<Snapshot | null>;
  runs(): Promise<Run[]>;
  intakes(): Promise<Intake[]>;
  /** What was last said by hand of each customer. */
  overrides(): Promise<StoredOverride[]>;
}

/**
 * What is known when a claim asks whether and how to run; its own wish is not in it. An event may be delivered late: an
 * export that arrived after it shows that its day is over, and must not be graded as of a day that leaves its orders out.
 */
export async function situationOf(
  runs: Runs,
  policy: Policy,
  { time, cause }: GradeInput,
  { marked, claimed }: Pending,
): Promise<Situation> {
  const kinds = gradedKinds(policy);
  const exports = newestReadings(await runs.intakes()).filter(
    (i) => kinds.includes(i.kind) && i.status === 'committed',
  );
  const exportsArrived = exports.map((intake) => localDateOf(intake.uploadedAt, policy.timeZone));
  const today = latest([localDateOf(time, policy.timeZone), ...exportsArrived]);
  const snapshot = await runs.snapshot();
  const planned = (await runs.runs()).filter(isPlanFor(cause));
  const since = latest([snapshot?.asOf ?? today, ...planned.map(({ asOf }) => asOf)]);
  return {
    today,
    lastEnded: lastEndedPeriod(today, policy.schedule),
    coverDays: policy.schedule.coverDays,
    snapshot,
    exportsArrived,
    newestRow: exports
      .flatMap(({ to }) => to ?? [])
      .sort()
      .at(-1),
    pending: marked > claimed,
    ranOut: hasRunOut(await runs.overrides(), since, today),
    plannedAsOf: planned.filter(({ mode }) => mode === 'periodic').map(({ asOf }) => asOf),
  };
}

const latest = ([first, ...others]: [LocalDate, ...LocalDate[]]): LocalDate =>
  others.reduce((late, date) => (date > late ? date : late), first);

/** What a person rejected is planned anew for new exports or at his word, not each day. */
const isPlanFor =
  (cause: GradeInput['cause']) =>
  ({ state }: Run): boolean =>
    state === 'AWAITING_APPROVAL' ||
    state === 'APPROVED' ||
    state === 'APPLYING' ||
    (state === 'REJECTED' && cause === 'schedule');
