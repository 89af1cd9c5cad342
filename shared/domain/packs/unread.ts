import { type LakeNames, type Pack, replacedBy } from './places.ts';

/** Days that a replaced object stays. A run that failed may be taken up again for 14. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

interface Moment {
  now: Date;
  /** runSeq of every run that may still read the lake. */
  openRuns: readonly number[];
}

/**
 * Which of the lake's objects nobody reads any more: those that packs have replaced for longer than a run may be taken up
 * again, where no open run began before that; and packs whose making was killed, once their place is another's.
 */
export function unread(
  keys: readonly string[],
  packs: readonly Pack[],
  names: LakeNames,
  { now, openRuns }: Moment,
): string[] {
  const [replaced, known] = [replacedBy(packs, names), new Set(packs.map(({ key }) => key))];
  const oldestRun = Math.min(...openRuns);
  const isPast = ({ at, afterRun }: Pack): boolean =>
    now.getTime() - Date.parse(at) > KEPT_DAYS * DAY_MS && afterRun < oldestRun;
  const newest = Math.max(0, ...packs.map(({ seq }) => seq));
  const isUnfinished = (key: string): boolean =>
    !known.has(key) && (names.packSeq(key) ?? Number.POSITIVE_INFINITY) <= newest;
  return keys.filter((key) => {
    const by = replaced.get(key);
    return by === undefined ? isUnfinished(key) : isPast(by);
  });
}
