import type {
  Inventory,
  MeasureCounts,
  PlanCounts,
  PlanNotes,
  Review,
} from '../../shared/contract/artifacts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { RunState } from '../../shared/contract/runs.ts';
import type { Reviewed, RunParts } from '../../shared/contract/steps.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';
import { planEquations } from '../../shared/domain/equations.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Note {
  parts: number;
  /** What is approved of the mails. */
  contentDigest?: string;
}

export interface ReviewDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  measured(runId: string): Promise<MeasureCounts>;
  planned(runId: string, parts: number): Promise<PlanCounts[]>;
  planNotes(runId: string, parts: number): Promise<PlanNotes[]>;
  /** The review of an earlier run. */
  review(runId: string): Promise<Review>;
  writeReview(review: Review): Promise<void>;
  /** What was found of the run's mails; undefined where nothing is ever mailed. */
  preflight(runId: string): Promise<Preflight | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: Note): Promise<boolean>;
}

/** Totals the plan, proves that its counts balance, and says whether a person has to approve it. */
export const review =
  (deps: ReviewDependencies) =>
  async ({ runId, parts }: RunParts): Promise<Reviewed> => {
    const { base, simulated = false } = await deps.inventory(runId);
    const counts = addCounts(NONE, await deps.planned(runId, parts));
    const measured = await deps.measured(runId);
    const heldBefore = base ? (await deps.review(base.runId)).counts.receipts : 0;
    for (const equation of planEquations({ ...counts, customers: measured.customers, heldBefore }))
      mustBalance(equation);
    const unreadable = addAll((await deps.planNotes(runId, parts)).map((notes) => notes.unreadable));
    await deps.writeReview({ runId, parts, counts, measured, unreadable });
    const decision = simulated ? 'SIMULATED' : decisionBy(await deps.policy(runId));
    const { contentDigest } = (await deps.preflight(runId)) ?? {};
    const approved = contentDigest === undefined ? {} : { contentDigest };
    await deps.moveRun(runId, ['GRADING'], decision, { parts, ...approved });
    return { runId, parts, decision };
  };

const decisionBy = ({ approval }: Policy) => (approval === 'never' ? 'APPROVED' : 'AWAITING_APPROVAL');

const NONE: PlanCounts = {
  features: 0,
  receipts: 0,
  joined: 0,
  promoted: 0,
  demoted: 0,
  sideways: 0,
  same: 0,
  left: 0,
  held: 0,
  changes: 0,
  mails: 0,
  flaps: 0,
  overridden: 0,
};

function addAll(records: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const record of records)
    for (const [name, count] of Object.entries(record)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
