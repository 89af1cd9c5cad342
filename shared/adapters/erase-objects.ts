import type { Swept } from '../contract/erasure.ts';
import type { ObjectVersion, Versions } from './object-versions.ts';
import type { Without } from './without-person.ts';

/** What becomes of an object that names him: written anew, or taken away whole. */
type Way = 'rewrite' | 'remove';
type Before = () => Promise<void>;

const NOTHING: Swept = { searched: 0, rewritten: 0, versions: 0, items: 0 };
const TRIES = 20;

/**
 * Takes a person out of every version of one object: the newest is written anew, older ones that name him go for good. An
 * object that somebody else writes meanwhile is read again.
 */
export async function cleanObject(
  bucket: Versions,
  versions: readonly ObjectVersion[],
  { without, way }: { without: Without; way: Way },
  before: Before,
): Promise<Swept> {
  const swept = { ...NOTHING };
  for (const version of versions) {
    swept.searched += 1;
    const read = await bucket.read(version);
    const after = read && (await without(version.key, read.body));
    if (!read || !after) continue;
    await before();
    if (version.isLatest && way === 'rewrite') {
      if (!(await bucket.replace(version.key, after, read))) throw new OvertakenError(version.key);
      swept.rewritten += 1;
    }
    await bucket.remove(version);
    swept.versions += 1;
  }
  return swept;
}

/** Somebody wrote the object between our reading and our writing. */
class OvertakenError extends Error {
  override readonly name = 'OVERTAKEN';
}

/** As `cleanObject`, until nobody comes between. */
export async function cleanKey(
  bucket: Versions,
  versions: readonly ObjectVersion[],
  how: { without: Without; way: Way },
  before: Before,
): Promise<Swept> {
  let standing = versions;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await cleanObject(bucket, standing, how, before);
    } catch (error) {
      if (!(error instanceof OvertakenError) || attempt === TRIES) throw error;
      standing = await versionsOf(bucket, error.message);
    }
  }
}

async function versionsOf(bucket: Versions, key: string): Promise<ObjectVersion[]> {
  for await (const group of bucket.keys(key)) if (group[0]?.key === key) return group;
  return [];
}
