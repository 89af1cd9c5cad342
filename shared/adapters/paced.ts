import { isThrottled, restAfter } from './throttled.ts';

export interface Pace {
  /** How many are tried at once before the table has said anything. */
  atOnce: number;
  /** Throws when there is no time for one more go; `left` are still to be done. */
  mustHaveTime(left: number): void;
  /** Waits after so many refusals in a row. */
  rest?(refusals: number): Promise<void>;
}

/** One connection more would wait for the function's own processor. */
const MOST_AT_ONCE = 24;

/**
 * Writes every item at the speed that the table takes: one more at once as long as it grants all, half as many when it
 * refuses some for their number. What was refused is tried again after a rest; any other failure ends it.
 */
export async function paced<Item>(
  items: readonly Item[],
  write: (item: Item) => Promise<void>,
  { atOnce, mustHaveTime, rest = restAfter }: Pace,
): Promise<void> {
  const left = [...items].reverse();
  let [lanes, refusals] = [Math.min(atOnce, MOST_AT_ONCE), 0];
  while (left.length > 0) {
    mustHaveTime(left.length);
    const refused = await refusedOf(left.splice(-lanes), write);
    left.push(...refused);
    refusals = refused.length === 0 ? 0 : refusals + 1;
    lanes = refusals === 0 ? Math.min(MOST_AT_ONCE, lanes + 1) : Math.max(1, Math.floor(lanes / 2));
    if (refusals > 0) await rest(refusals);
  }
}

/** Those that were throttled. Every write has ended before another failure is thrown. */
async function refusedOf<Item>(
  items: readonly Item[],
  write: (item: Item) => Promise<void>,
): Promise<Item[]> {
  const ends = await Promise.allSettled(items.map(write));
  const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  const grave = failed.find((error) => !isThrottled(error));
  if (grave !== undefined) throw grave;
  return items.filter((_, i) => ends[i]?.status === 'rejected');
}
