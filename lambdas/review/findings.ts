import type { Inventory, Model, PlanCounts } from '../../shared/contract/artifacts.ts';
import type { Cost } from '../../shared/contract/cost.ts';
import { EXPORT_KINDS } from '../../shared/contract/intake.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { RunVolume } from '../../shared/domain/cost/volume.ts';
import { bandedScores, isLearnt } from '../../shared/domain/cut-points.ts';
import type { GuardFacts } from '../../shared/domain/guards.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/** Everything that a plan is judged by. */
export interface Planned {
  inventory: Inventory;
  parts: number;
  counts: PlanCounts;
  measured: MeasureCounts;
  policy: Policy;
  model: Model;
  preflight: Preflight | undefined;
  /** What the last periodic run saw. */
  periodic: Inventory | undefined;
}

/** Nothing is composed where nothing is ever mailed: then every planned mail counts. */
const dueOf = ({ counts, preflight }: Planned): number => preflight?.counts.due ?? counts.mails;

export function volumeOf(planned: Planned): RunVolume {
  const { inventory, parts, counts, measured, policy, preflight } = planned;
  return {
    engine: inventory.engine,
    rows: inventory.intakes.reduce((sum, { rows }) => sum + rows, 0),
    ...{ customers: measured.features, changes: counts.changes, parts },
    told: policy.writeBack.events ? movedOf(counts) : 0,
    ...{ mails: counts.mails, due: dueOf(planned), days: preflight?.days.length ?? 0 },
    perSecond: preflight?.quota?.perSecond,
  };
}

/** Customers whose tier changes; who joins has had none. */
const movedOf = ({ joined, promoted, demoted, sideways, left }: PlanCounts): number =>
  joined + promoted + demoted + sideways + left;

export function factsOf(planned: Planned, cost: Cost): GuardFacts {
  const { counts, measured, inventory, preflight } = planned;
  const { ordersOfPeriod: last, ordersOfPeriodBefore: before, newestOrder } = measured;
  return {
    ...{ asOf: inventory.asOf, newestOrder, cost },
    orders: last === undefined || before === undefined ? undefined : { last, before },
    held: counts.held,
    moved: movedOf(counts) - counts.joined,
    ...{ mails: counts.mails, due: dueOf(planned), skipped: preflight?.counts.skipped ?? 0 },
    ...arrivalsOf(planned),
    cuts: cutsOf(planned),
  };
}

/** Between two periodic runs nobody expects every file anew. Bytes that came again are nothing new. */
function arrivalsOf({ inventory, periodic }: Planned): Pick<GuardFacts, 'never' | 'notSince'> {
  const of = (kind: string) => inventory.intakes.filter((intake) => intake.kind === kind);
  const known = new Set(periodic?.intakes.map(({ contentId }) => contentId));
  const late = inventory.mode === 'periodic' && periodic !== undefined;
  return {
    never: EXPORT_KINDS.filter((kind) => of(kind).length === 0),
    notSince: EXPORT_KINDS.filter(
      (kind) => late && of(kind).length > 0 && of(kind).every(({ contentId }) => known.has(contentId)),
    ),
  };
}

/** On demand nothing is reviewed: the cut points are those of before. */
function cutsOf({ model, policy }: Planned): GuardFacts['cuts'] {
  const learnt = new Set(bandedScores(policy).flatMap(([name, score]) => (isLearnt(score) ? [name] : [])));
  return model.criteria.flatMap(({ score, moved }) =>
    moved === null || !learnt.has(score) ? [] : [{ score, moved }],
  );
}
