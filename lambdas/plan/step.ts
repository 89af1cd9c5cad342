import type { FeatureRow, Inventory, Model } from '../../shared/contract/artifacts.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { Basis, Ground } from '../../shared/domain/outcome.ts';
import { type PartPlan, planPart } from '../../shared/domain/plan-part.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface PlanDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  features(runId: string, part: number): Promise<FeatureRow[]>;
  eachCustomer(runId: string, visit: (customerId: string) => void): Promise<void>;
  touchedBy(run: { runId: string; parts: number }): Promise<string[]>;
  save(runId: string, part: number, plan: PartPlan): Promise<void>;
}

/** Decides every customer of one part and writes down what will be published and mailed. Done twice it writes the same. */
export const plan =
  (deps: PlanDependencies) =>
  async ({ runId, part }: RunPart): Promise<RunPart> => {
    const inventory = await deps.inventory(runId);
    const basis = await basisOf(deps, inventory);
    const touched = await touchedIn(deps, inventory);
    const orphans = part === 0 ? await orphansOf(deps, runId, touched) : [];
    const rows = await deps.features(runId, part);
    await deps.save(runId, part, planPart(rows, basis, touched, orphans));
    return { runId, part };
  };

async function basisOf(deps: PlanDependencies, inventory: Inventory): Promise<Basis> {
  const { runId, runSeq, mode, asOf, period, currency, policyHash, base } = inventory;
  const [policy, model] = [await deps.policy(runId), await deps.model(runId)];
  return {
    run: {
      ...{ runId, runSeq, mode, asOf, period, currency, policyHash },
      baseSeq: base?.runSeq ?? 0,
      calibratedBy: model.calibratedBy,
    },
    now: { policy, edges: model.edges },
    before: base ? await groundOf(deps, base.runId) : null,
  };
}

const groundOf = async (deps: PlanDependencies, runId: string): Promise<Ground> => ({
  policy: await deps.policy(runId),
  edges: (await deps.model(runId)).edges,
});

/** DESIGN, rule 5: a run that died half-way is healed by writing again everyone whom it may have written. */
async function touchedIn(deps: PlanDependencies, { uncommitted }: Inventory): Promise<Set<string>> {
  const touched = new Set<string>();
  for (const run of uncommitted) for (const customerId of await deps.touchedBy(run)) touched.add(customerId);
  return touched;
}

/** Touched customers whom no part of this run knows: the first part publishes that they hold nothing. */
async function orphansOf(deps: PlanDependencies, runId: string, touched: Set<string>): Promise<string[]> {
  if (touched.size === 0) return [];
  const orphans = new Set(touched);
  await deps.eachCustomer(runId, (customerId) => orphans.delete(customerId));
  return [...orphans];
}
