import type { Inventory, Model, PlanCounts, Review } from '../../shared/contract/artifacts.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Caution, Run, RunState } from '../../shared/contract/runs.ts';
import { type Reviewed, ReviewedSchema, type RunParts } from '../../shared/contract/steps.ts';
import { expiryOf } from '../../shared/domain/approval.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';
import { planEquations } from '../../shared/domain/equations.ts';
import type { Anomaly } from '../../shared/domain/guards.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { replacedBy, replacedReason } from '../../shared/domain/replaced.ts';
import type { Planned } from './findings.ts';
import { type WritingDependencies, writtenReview } from './written.ts';

interface Note {
  parts?: number;
  reason?: string;
  /** What is approved of the mails. */
  contentDigest?: string;
  /** Until when a plan that waits may be approved, ISO 8601. */
  expiresAt?: string;
}

export interface ReviewDependencies extends WritingDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  /** Whether the folder of a run is still there. */
  isKept(runId: string): Promise<boolean>;
  measured(runId: string): Promise<MeasureCounts>;
  planned(runId: string, parts: number): Promise<PlanCounts[]>;
  /** The review of an earlier run. */
  review(runId: string): Promise<Review>;
  /** What was found of the run's mails; undefined where nothing is ever mailed. */
  preflight(runId: string): Promise<Preflight | undefined>;
  /** Set since a run was rolled back, until somebody trusts the system again. */
  caution(): Promise<Caution | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: Note): Promise<boolean>;
  run(runId: string): Promise<Pick<Run, 'state'> | undefined>;
  runs(): Promise<Run[]>;
  now(): Date;
}

/** Totals the plan, proves that its counts balance, reckons its cost, and says whether a person has to approve it. */
export const review =
  (deps: ReviewDependencies) =>
  async ({ runId, parts }: RunParts): Promise<Reviewed> => {
    const planned = await plannedOf(deps, runId, parts);
    const { inventory, policy, preflight } = planned;
    const caution = inventory.simulated ? undefined : await deps.caution();
    const { anomalies } = await writtenReview(deps, runId, planned, caution);
    const decision = decisionOf(inventory, policy, caution, anomalies);
    const until =
      decision === 'AWAITING_APPROVAL' ? { expiresAt: expiryOf(deps.now(), policy.approvalDays) } : {};
    const approved = preflight && !inventory.simulated ? { contentDigest: preflight.contentDigest } : {};
    const moved = await deps.moveRun(runId, ['GRADING'], decision, { parts, ...approved, ...until });
    const standing = moved ? decision : await standingOf(deps, runId);
    if (standing !== 'SIMULATED') await replaceOlder(deps, inventory);
    return { runId, parts, decision: standing };
  };

/** Of two plans of one kind only the newer can be meant; what the older one saw, it saw too. */
async function replaceOlder({ runs, moveRun }: ReviewDependencies, newer: Inventory): Promise<void> {
  for (const { runId } of replacedBy(newer, await runs()))
    await moveRun(runId, ['AWAITING_APPROVAL'], 'SUPERSEDED', { reason: replacedReason(newer.runId) });
}

/**
 * What an earlier call decided stands, whatever a person has let trip or trusted since. A plan that somebody has decided
 * about meanwhile is no longer this machine's to hand over.
 */
async function standingOf({ run }: ReviewDependencies, runId: string): Promise<Reviewed['decision']> {
  const found = ReviewedSchema.shape.decision.safeParse((await run(runId))?.state);
  if (!found.success) throw new Error(`run ${runId} is not being reviewed any more`);
  return found.data;
}

/** Everything that the plan is judged by; its counts balance. */
async function plannedOf(deps: ReviewDependencies, runId: string, parts: number): Promise<Planned> {
  const inventory = await deps.inventory(runId);
  const { base } = inventory;
  const counts = addCounts(NONE, await deps.planned(runId, parts));
  const measured = await deps.measured(runId);
  const heldBefore = base ? (await deps.review(base.runId)).counts.receipts : 0;
  for (const equation of planEquations({ ...counts, customers: measured.customers, heldBefore }))
    mustBalance(equation);
  const [policy, model] = [await deps.policy(runId), await deps.model(runId)];
  const preflight = await deps.preflight(runId);
  const periodic = await lastPeriodic(deps, inventory);
  return { inventory, parts, counts, measured, policy, model, preflight, periodic };
}

/** What the last periodic run saw; undefined where there was none, or its folder is gone. */
async function lastPeriodic(deps: ReviewDependencies, { base }: Inventory): Promise<Inventory | undefined> {
  if (!base || !(await deps.isKept(base.modelRunId))) return undefined;
  return deps.inventory(base.modelRunId);
}

function decisionOf(
  { simulated = false }: Inventory,
  { approval }: Policy,
  caution: Caution | undefined,
  anomalies: readonly Anomaly[],
): Reviewed['decision'] {
  if (simulated) return 'SIMULATED';
  const guarded = approval === 'guarded' && anomalies.some(({ trips }) => trips);
  return caution || approval === 'always' || guarded ? 'AWAITING_APPROVAL' : 'APPROVED';
}

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
