import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { lakeNames } from '../../shared/contract/keys.ts';
import type { FrozenOverrides, StoredOverride } from '../../shared/contract/overrides.ts';
import type { StoredPack } from '../../shared/contract/packs.ts';
import { rowsInLake } from '../../shared/contract/rows-in-lake.ts';
import type { Run, Snapshot } from '../../shared/contract/runs.ts';
import type { RunRef } from '../../shared/contract/steps.ts';
import type { FrozenTemplates } from '../../shared/contract/templates.ts';
import { engineOf } from '../../shared/domain/engine.ts';
import { gradedKinds } from '../../shared/domain/graded-kinds.ts';
import {
  type Counted,
  currencyOf,
  mustHaveRates,
  takeInventory,
  uncommittedRuns,
} from '../../shared/domain/inventory.ts';
import { inForce } from '../../shared/domain/override-force.ts';
import { placesIn } from '../../shared/domain/packs/places.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';

export interface InventoryDependencies {
  run(runId: string): Promise<Run | undefined>;
  runs(): Promise<Run[]>;
  intakes(): Promise<Intake[]>;
  /** Which exports' rows lie together in the lake. */
  packs(): Promise<StoredPack[]>;
  snapshot(): Promise<Snapshot | null>;
  /** The policy in use now. */
  policy(): Promise<Policy>;
  /** One that is only to be tried out. */
  keptPolicy(hash: string): Promise<Policy>;
  /** What was last said by hand of each customer. */
  overrides(): Promise<StoredOverride[]>;
  policyHash(policy: Policy): string;
  /** Rows from which Athena measures a run. */
  athenaFromRows: number;
  /** The newest of each named mail template, in every language; a Refusal where one is missing. */
  templates(names: readonly string[]): Promise<FrozenTemplates['templates']>;
  /** Whether the inventory of the run is written already. */
  isTaken(runId: string): Promise<boolean>;
  /** All keep what was frozen first and give it back. */
  freezePolicy(runId: string, policy: Policy): Promise<Policy>;
  freezeOverrides(runId: string, overrides: FrozenOverrides): Promise<FrozenOverrides>;
  freezeTemplates(runId: string, templates: FrozenTemplates): Promise<FrozenTemplates>;
  freezeInventory(runId: string, inventory: Inventory): Promise<Inventory>;
}

/**
 * Writes down exactly which rows count, by which policy, the manual tiers and the mail templates. Called again it changes
 * nothing: an export, a policy or a template that arrives meanwhile belongs to the next run.
 */
export const inventory =
  (deps: InventoryDependencies) =>
  async ({ runId }: RunRef): Promise<RunRef> => {
    if (await deps.isTaken(runId)) return { runId };
    const run = await deps.run(runId);
    if (!run) throw new Error(`there is no run ${runId}`);
    const policy = await policyOf(deps, run);
    const intakes = takeInventory(await deps.intakes(), gradedKinds(policy));
    // What is missing must be found before the policy is frozen, or mending it could not help this run.
    mustHaveRates(policy, currencyOf(policy, intakes), intakes);
    await deps.templates(templatesOf(policy));
    const frozen = await deps.freezePolicy(runId, policy);
    const manual = inForce(await deps.overrides(), frozen, run.asOf);
    await deps.freezeOverrides(runId, { version: STATE_VERSION, ...manual });
    const templates = await deps.templates(templatesOf(frozen));
    await deps.freezeTemplates(runId, { version: STATE_VERSION, templates });
    await deps.freezeInventory(runId, await listed(deps, run, frozen, intakes));
    return { runId };
  };

/** Those of every campaign, their variants' too. */
const templatesOf = ({ campaigns }: Policy): string[] => [
  ...new Set(
    campaigns.flatMap(({ template, variants }) => [template, ...variants.map((one) => one.template)]),
  ),
];

const policyOf = ({ policy, keptPolicy }: InventoryDependencies, { simulates }: Run): Promise<Policy> =>
  simulates === undefined ? policy() : keptPolicy(simulates);

async function listed(
  deps: InventoryDependencies,
  { runId, runSeq, mode, asOf, period, simulates, engine }: Run,
  policy: Policy,
  intakes: Counted<Intake>[],
): Promise<Inventory> {
  const base = await deps.snapshot();
  const currency = currencyOf(policy, intakes);
  mustHaveRates(policy, currency, intakes);
  const placeOf = placesIn(await deps.packs(), lakeNames);
  const entries = intakes.map((intake) => entry(intake, placeOf(intake)));
  const rows = entries.reduce((sum, one) => sum + one.rows, 0);
  return {
    ...{ version: STATE_VERSION, runId, runSeq, mode, asOf, period, currency, base },
    engine: engineOf(engine, rows, deps.athenaFromRows),
    policyHash: deps.policyHash(policy),
    intakes: entries,
    uncommitted: uncommittedRuns(await deps.runs(), base?.runSeq ?? 0, runSeq),
    ...(simulates === undefined ? {} : { simulated: true }),
  };
}

const entry = ({ intakeId, contentId, kind, seq, uploadedAt, counts }: Counted<Intake>, lakeKey: string) => ({
  ...{ intakeId, contentId, kind, lakeKey, seq, uploadedAt },
  rows: rowsInLake(kind, counts),
});
