import type { Swept } from '../contract/erasure.ts';
import { cleanKey } from './erase-objects.ts';
import type { Versions } from './object-versions.ts';
import type { Without } from './without-person.ts';

interface Holding {
  at: string;
  clean(before: () => Promise<void>): Promise<Swept>;
}

interface Places {
  lake: Versions;
  results: Versions;
  uploads: Versions;
}

/** The last place of all. */
const TABLES = 'A';

/**
 * Everything that names people, place by place: what exports and runs left, what lies ready for people, what they asked for.
 * Raw exports are no such place: they expire. A commit marker has woken grading long ago, and would wake it again if it were
 * written anew. Erasures under way name people by their office; each forgets its own.
 */
const BUCKETS = [
  { place: '1', bucket: 'lake', prefix: 'lake/', way: 'rewrite' },
  { place: '2', bucket: 'lake', prefix: 'runs/', way: 'rewrite' },
  { place: '3', bucket: 'results', prefix: 'answers/', way: 'rewrite' },
  { place: '4', bucket: 'results', prefix: 'exports/', way: 'remove' },
  { place: '5', bucket: 'results', prefix: 'reports/', way: 'rewrite' },
  { place: '6', bucket: 'results', prefix: 'tiers/', way: 'rewrite' },
  { place: '7', bucket: 'uploads', prefix: 'requests/', way: 'remove' },
  { place: '8', bucket: 'lake', prefix: 'intakes/', way: 'remove' },
  { place: '9', bucket: 'lake', prefix: 'athena/', way: 'remove' },
] as const;

/** What is held, from the place after `after`; each holding is one key with all its versions, the last one the tables. */
export async function* holdingsOf(
  places: Places,
  without: Without,
  items: (before: () => Promise<void>) => Promise<Swept>,
  { after }: { after: string },
): AsyncGenerator<Holding> {
  for (const { place, bucket, prefix, way } of BUCKETS) {
    if (after > `${place}0`) continue;
    const from = after.startsWith(`${place}/`) ? after.slice(2) : '';
    for await (const versions of places[bucket].keys(prefix, from)) {
      const key = versions[0]?.key ?? '';
      const clean: Holding['clean'] = (before) =>
        cleanKey(places[bucket], versions, { without, way }, before);
      yield { at: `${place}/${key}`, clean };
    }
  }
  yield { at: TABLES, clean: items };
}
