import type { PlannedChange } from '../../shared/contract/plan.ts';
import type { StandingItem, Undone } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { PublishedSchema } from '../../shared/domain/held.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { nobody } from '../../shared/domain/publish.ts';
import { changeBack } from '../../shared/domain/roll-back.ts';
import type { UndoDependencies } from './dependencies.ts';

/** What the roll-back's changes are made with. */
interface Back {
  runId: string;
  asOf: string;
  currency: string;
  policy: Policy;
}

/** Customers that one part of a roll-back writes. */
const PER_PART = 5000;

/**
 * Writes down, part by part, what everyone had before the first of `written`, runs oldest first, wrote him: an uncommitted
 * run that died half-way may have come before the committed one. Whom two of them wrote has his oldest item.
 */
export async function saveWriteSet(
  back: Back,
  written: readonly Run[],
  deps: UndoDependencies,
): Promise<Pick<Undone, 'runs' | 'parts' | 'undone'>> {
  const seen = new Set<string>();
  const runs: Undone['runs'] = [];
  let [waiting, parts]: [StandingItem[], number] = [[], 0];
  const save = async () => saveParts(back, parts++, waiting.splice(0, PER_PART), deps);
  for (const { runId, parts: itsParts } of written) {
    const before = seen.size;
    for (let part = 0; part < itsParts; part += 1) {
      waiting.push(...unseen((await deps.before(runId, part)) ?? [], seen));
      while (waiting.length >= PER_PART) await save();
    }
    if (seen.size > before) runs.push({ runId, customers: seen.size - before });
  }
  if (waiting.length > 0 || parts === 0) await save();
  return { runs, parts, undone: seen.size };
}

function unseen(items: readonly StandingItem[], seen: Set<string>): StandingItem[] {
  const fresh = items.filter(({ customerId }) => !seen.has(customerId));
  for (const { customerId } of fresh) seen.add(customerId);
  return fresh;
}

async function saveParts(
  back: Back,
  part: number,
  before: readonly StandingItem[],
  deps: Pick<UndoDependencies, 'standing' | 'saveChanges'>,
): Promise<void> {
  const standing = await deps.standing(before.map(({ customerId }) => customerId));
  const changes = before.map((one, i) => changeOf(one, standing[i]?.item?.tier ?? null, back));
  await deps.saveChanges(back.runId, part, changes);
}

/**
 * Who was not there gets an item that says so: a deleted one would let a straggler write over it. What an earlier program
 * or another hand left in an item comes back as well.
 */
function changeOf(
  { customerId, item }: StandingItem,
  previousTier: string | null,
  { asOf, currency, policy }: Back,
): PlannedChange {
  const published = item ? PublishedSchema.parse(item) : nobody(customerId, asOf, currency);
  const change = changeBack(previousTier, published.tier, policy);
  return { customerId, previousTier, change, cause: '', published, ...(item ? { restored: item } : {}) };
}
