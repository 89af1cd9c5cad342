import type { FeatureRow, Inventory, Model, Overrides } from '../../shared/contract/artifacts.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { Basis, EarlierGround } from '../../shared/domain/outcome.ts';
import { openPlanner, type PartTotals, type Planned } from '../../shared/domain/part-planner.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { groundsKnown } from './grounds.ts';

export interface PlanDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  /** Undefined when the run's artifacts are there no more. */
  ground(runId: string): Promise<EarlierGround | undefined>;
  /** Manual tiers in force; none of a run that an earlier program began. */
  overrides(runId: string): Promise<Overrides['overrides']>;
  eachCustomer(runId: string, visit: (customerId: string) => void): Promise<void>;
  touchedBy(run: { runId: string; parts: number }): Promise<string[]>;
  lend(part: RunPart, policy: Policy, work: (lent: LentPart) => Promise<void>): Promise<void>;
}

/** The customers of a part, some at a time, in the order of their ids; and where what is planned for each goes. */
interface LentPart {
  rows: AsyncIterable<FeatureRow[]>;
  write(planned: Planned): void;
  settled(): Promise<void>;
  close(totals: PartTotals): Promise<void>;
}

/** Decides every customer of one part and writes down what will be published and mailed. Done twice it writes the same. */
export const plan =
  (deps: PlanDependencies) =>
  async ({ runId, part }: RunPart): Promise<RunPart> => {
    const inventory = await deps.inventory(runId);
    const touched = await touchedIn(deps, inventory);
    const orphans = part === 0 ? await orphansOf(deps, runId, touched) : [];
    const policy = await deps.policy(runId);
    const { learn, grounds, before } = await groundsKnown(deps.ground, inventory);
    const planner = openPlanner(await basisOf(deps, inventory, { policy, grounds, before }), touched);
    await deps.lend({ runId, part }, policy, async ({ rows, write, settled, close }) => {
      for await (const some of rows) {
        await learn(some);
        for (const row of some) put(planner.plan(row), write);
        await settled();
      }
      for (const customerId of orphans.sort()) write(planner.orphan(customerId));
      await close(planner.totals());
    });
    return { runId, part };
  };

function put(planned: Planned | undefined, write: (planned: Planned) => void): void {
  if (planned) write(planned);
}

interface Standing extends Pick<Basis, 'grounds' | 'before'> {
  policy: Policy;
}

async function basisOf(
  deps: PlanDependencies,
  inventory: Inventory,
  { policy, grounds, before }: Standing,
): Promise<Basis> {
  const { runId, runSeq, mode, asOf, period, currency, policyHash, base } = inventory;
  const model = await deps.model(runId);
  return {
    run: {
      ...{ runId, runSeq, mode, asOf, period, currency, policyHash },
      baseSeq: base?.committedSeq ?? base?.runSeq ?? 0,
      calibratedBy: model.calibratedBy,
    },
    now: { policy, edges: model.edges, lifetime: model.lifetime },
    ...{ before, grounds },
    overrides: new Map((await deps.overrides(runId)).map((override) => [override.customerId, override])),
  };
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
