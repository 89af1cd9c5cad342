import type { Inventory, Model } from '../../shared/contract/artifacts.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import { reviewCriteria } from '../../shared/domain/criteria-review.ts';
import { edgesOf } from '../../shared/domain/cut-points.ts';
import {
  comparableEdges,
  keptOf,
  type Learnt,
  mustLearn,
  nothingKept,
} from '../../shared/domain/kept-model.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import { type Observing, observe } from './observe.ts';

export interface CalibrateDependencies extends Observing {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  save(runId: string, model: Model): Promise<void>;
}

/**
 * Writes what a run grades by: cut points, and the model of lifetime value. A periodic run learns them from all its
 * customers and reviews the criteria. An on-demand run takes those of the last committed run, which come from the last
 * periodic one; only what the policy has since defined anew, and what therefore nobody has learnt, is learnt now.
 */
export const calibrate =
  (deps: CalibrateDependencies) =>
  async ({ runId, parts }: RunParts): Promise<RunParts> => {
    const [inventory, policy] = [await deps.inventory(runId), await deps.policy(runId)];
    const model =
      inventory.mode === 'periodic'
        ? await learnAll(deps, inventory, policy, parts)
        : await learnMissing(deps, inventory, policy, parts);
    await deps.save(runId, { ...model, version: STATE_VERSION, policyHash: inventory.policyHash });
    return { runId, parts };
  };

type Learning = Omit<Model, 'version' | 'policyHash'>;

async function learnAll(
  deps: CalibrateDependencies,
  inventory: Inventory,
  policy: Policy,
  parts: number,
): Promise<Learning> {
  const { runId, asOf, currency, base } = inventory;
  const kept = nothingKept(policy);
  const { population, values, lifetime } = await observe(deps, { inventory, policy, parts, kept });
  const edges = edgesOf(policy, currency, {}, values);
  const earlier = base ? await learntBy(deps, base.modelRunId) : undefined;
  const before = earlier ? comparableEdges(policy, currency, earlier) : {};
  const criteria = reviewCriteria({ policy, edges, values, before });
  return { calibratedBy: runId, asOf, population, edges, lifetime, criteria };
}

async function learnMissing(
  deps: CalibrateDependencies,
  inventory: Inventory,
  policy: Policy,
  parts: number,
): Promise<Learning> {
  const { runId, asOf, currency, base } = inventory;
  const learnt = base ? await learntBy(deps, base.runId) : undefined;
  const kept = learnt ? keptOf(policy, currency, learnt) : nothingKept(policy);
  if (learnt && !mustLearn(policy, kept)) {
    const { calibratedBy, asOf: learntOn, population } = learnt;
    const edges = edgesOf(policy, currency, kept.edges, new Map());
    const { lifetime = null } = kept;
    return { calibratedBy, asOf: learntOn, population, edges, lifetime, criteria: [] };
  }
  const { population, values, lifetime } = await observe(deps, { inventory, policy, parts, kept });
  const edges = edgesOf(policy, currency, kept.edges, values);
  return { calibratedBy: runId, asOf, population, edges, lifetime, criteria: [] };
}

async function learntBy(deps: CalibrateDependencies, runId: string): Promise<Model & Learnt> {
  const model = await deps.model(runId);
  const { currency } = await deps.inventory(runId);
  return { ...model, policy: await deps.policy(runId), currency };
}
