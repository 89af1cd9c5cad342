import type { FeatureRow, Inventory, Model, Overrides } from '../../shared/contract/artifacts.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { Basis, EarlierGround } from '../../shared/domain/outcome.ts';
import { type PartPlan, planPart } from '../../shared/domain/plan-part.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface PlanDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  /** Undefined when the run's artifacts are there no more. */
  ground(runId: string): Promise<EarlierGround | undefined>;
  /** Manual tiers in force; none of a run that an earlier program began. */
  overrides(runId: string): Promise<Overrides['overrides']>;
  features(runId: string, part: number, policy: Policy): Promise<FeatureRow[]>;
  eachCustomer(runId: string, visit: (customerId: string) => void): Promise<void>;
  touchedBy(run: { runId: string; parts: number }): Promise<string[]>;
  save(runId: string, part: number, plan: PartPlan): Promise<void>;
}

/** Decides every customer of one part and writes down what will be published and mailed. Done twice it writes the same. */
export const plan =
  (deps: PlanDependencies) =>
  async ({ runId, part }: RunPart): Promise<RunPart> => {
    const inventory = await deps.inventory(runId);
    const touched = await touchedIn(deps, inventory);
    const orphans = part === 0 ? await orphansOf(deps, runId, touched) : [];
    const policy = await deps.policy(runId);
    const rows = await deps.features(runId, part, policy);
    const basis = await basisOf(deps, inventory, policy, rows);
    await deps.save(runId, part, planPart(rows, basis, touched, orphans));
    return { runId, part };
  };

async function basisOf(
  deps: PlanDependencies,
  inventory: Inventory,
  policy: Policy,
  rows: readonly FeatureRow[],
): Promise<Basis> {
  const { runId, runSeq, mode, asOf, period, currency, policyHash, base } = inventory;
  const model = await deps.model(runId);
  const grounds = base ? await groundsOf(deps, [base.runId, ...groundsHeld(rows)]) : NO_GROUNDS;
  return {
    run: {
      ...{ runId, runSeq, mode, asOf, period, currency, policyHash },
      baseSeq: base?.committedSeq ?? base?.runSeq ?? 0,
      calibratedBy: model.calibratedBy,
    },
    now: { policy, edges: model.edges, lifetime: model.lifetime },
    before: base ? mustHave(grounds, base.runId) : null,
    grounds,
    overrides: new Map((await deps.overrides(runId)).map((override) => [override.customerId, override])),
  };
}

const NO_GROUNDS: ReadonlyMap<string, EarlierGround> = new Map();

const groundsHeld = (rows: readonly FeatureRow[]): string[] => rows.flatMap(({ held }) => held?.ground ?? []);

async function groundsOf(deps: PlanDependencies, runIds: readonly string[]) {
  const grounds = new Map<string, EarlierGround>();
  for (const runId of new Set(runIds)) {
    const ground = await deps.ground(runId);
    if (ground) grounds.set(runId, ground);
  }
  return grounds;
}

function mustHave(grounds: ReadonlyMap<string, EarlierGround>, runId: string): EarlierGround {
  const ground = grounds.get(runId);
  if (!ground) throw new Error(`the artifacts of run ${runId} are missing`);
  return ground;
}

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
