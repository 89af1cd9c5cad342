import type { Intake } from '../../shared/contract/intake.ts';
import type { Pending } from '../../shared/contract/lock.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import type { Situation } from '../../shared/domain/due.ts';
import { gradedKinds } from '../../shared/domain/graded-kinds.ts';
import { newestReadings } from '../../shared/domain/inventory.ts';
import { lastEndedPeriod } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Runs {
  snapshot(): Promise<Snapshot | null>;
  runs(): Promise<Run[]>;
  intakes(): Promise<Intake[]>;
}

/** What is known when a claim asks whether and how to run; its own wish is not in it. */
export async function situationOf(
  runs: Runs,
  policy: Policy,
  { time }: GradeInput,
  { marked, claimed }: Pending,
): Promise<Situation> {
  const today = localDateOf(time, policy.timeZone);
  const kinds = gradedKinds(policy);
  const exports = newestReadings(await runs.intakes()).filter(
    (i) => kinds.includes(i.kind) && i.status === 'committed',
  );
  return {
    today,
    lastEnded: lastEndedPeriod(today, policy.schedule),
    coverDays: policy.schedule.coverDays,
    snapshot: await runs.snapshot(),
    exportsArrived: exports.map((intake) => localDateOf(intake.uploadedAt, policy.timeZone)),
    newestRow: exports
      .flatMap(({ to }) => to ?? [])
      .sort()
      .at(-1),
    pending: marked > claimed,
    plannedAsOf: (await runs.runs()).filter(isOpenPlan).map(({ asOf }) => asOf),
  };
}

const isOpenPlan = ({ mode, state }: Run): boolean =>
  mode === 'periodic' && (state === 'AWAITING_APPROVAL' || state === 'APPROVED' || state === 'APPLYING');
