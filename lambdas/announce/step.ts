import type { AnnounceCounts, Inventory } from '../../shared/contract/artifacts.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { TierChanged } from '../../shared/contract/tier-changed.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import { isNobody } from '../../shared/domain/erasure/person.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface AnnounceDependencies {
  inventory(runId: string): Promise<Pick<Inventory, 'runId' | 'runSeq' | 'asOf'>>;
  policy(runId: string): Promise<Pick<Policy, 'writeBack'>>;
  changes(runId: string, part: number): Promise<PlannedChange[]>;
  /** One name for one change of one run; tells nobody who the customer is. */
  eventIdOf(runId: string, customerId: string): string;
  /** Puts events on the bus; answers when the bus has taken every one, some of them perhaps twice. */
  tell(events: readonly TierChanged[]): Promise<void>;
  noteAnnounced(runId: string, part: number, counts: AnnounceCounts): Promise<void>;
}

/**
 * Tells other systems of every tier that changed in one part of a committed run, roll-backs included. Told at least once:
 * called again, it tells all of them again under the same ids.
 */
export const announce =
  (deps: AnnounceDependencies) =>
  async ({ runId, part }: RunPart): Promise<AnnounceCounts> => {
    const moved = (await deps.changes(runId, part)).filter(isTold);
    const { events } = (await deps.policy(runId)).writeBack;
    const told = events ? eventsOf(deps, await deps.inventory(runId), moved) : [];
    await deps.tell(told);
    const counts = {
      moved: moved.length,
      announced: told.length,
      silent: events ? 0 : moved.length,
    };
    mustBalance({ step: 'announce', left: 'moved', right: ['announced', 'silent'], terms: counts });
    await deps.noteAnnounced(runId, part, counts);
    return counts;
  };

type Moved = PlannedChange & { change: TierChanged['change'] };

/** Whoever was erased meanwhile is nobody whom another system knows. */
const isTold = (change: PlannedChange): change is Moved =>
  change.change !== 'same' && !isNobody(change.customerId);

const eventsOf = (
  { eventIdOf }: AnnounceDependencies,
  { runId, runSeq, asOf }: Pick<Inventory, 'runId' | 'runSeq' | 'asOf'>,
  moved: readonly Moved[],
): TierChanged[] =>
  moved.map(({ customerId, previousTier, change, cause, published }) => ({
    ...{ version: 1, eventId: eventIdOf(runId, customerId), runId, runSeq, asOf, customerId },
    ...{ from: previousTier, to: published.tier, change, cause },
    ...{ since: published.since, scores: published.scores },
  }));
