import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanKey } from '../../../shared/adapters/erase-objects.ts';
import { type ObjectVersion, openVersions, type Versions } from '../../../shared/adapters/object-versions.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

let stores: Stores;
let versions: Versions;
beforeAll(async () => {
  stores = await startStores();
  versions = openVersions('lake', stores.objects);
});
afterAll(() => stores.close());

async function listed(prefix: string, after?: string): Promise<ObjectVersion[][]> {
  const groups: ObjectVersion[][] = [];
  for await (const group of versions.keys(prefix, after)) groups.push(group);
  return groups;
}

const put = async (key: string, ...texts: string[]) => {
  for (const text of texts) await stores.lake.put(key, text);
};
const bodies = async (key: string) =>
  Promise.all(
    (await listed(key)).flat().map(async (one) => (await versions.read(one))?.body.toString('utf8')),
  );

/** Takes the word "he" out. */
const without = async (_: string, body: Buffer) =>
  body.includes('he') ? Buffer.from(body.toString('utf8').replaceAll('he', '—')) : undefined;

describe('the versions of a bucket', () => {
  it('come key by key, the newest first, over more than one page, and go on after a key', async () => {
    for (let i = 0; i < 12; i += 1) await put(`many/${String(i).padStart(2, '0')}`, 'a', 'b');
    const groups = await listed('many/');
    expect(groups).toHaveLength(12);
    expect(groups.map((group) => group.map(({ isLatest }) => isLatest))).toEqual(
      Array.from({ length: 12 }, () => [true, false]),
    );
    expect((await listed('many/', 'many/08')).map(([one]) => one?.key)).toEqual([
      'many/09',
      'many/10',
      'many/11',
    ]);
  });

  it('are replaced only as they were read', async () => {
    await put('replaced', 'one');
    const [[one] = []] = await listed('replaced');
    const read = (one && (await versions.read(one))) ?? expect.fail('nothing was read');
    await put('replaced', 'two');
    expect(await versions.replace('replaced', Buffer.from('three'), read)).toBe(false);
    expect(await bodies('replaced')).toEqual(['two', 'one']);
  });

  it('go for good, all of them or all but the newest', async () => {
    await put('gone', 'a', 'b', 'c');
    await versions.removeOld('gone');
    expect(await bodies('gone')).toEqual(['c']);
    await versions.removeAll('gone');
    expect(await listed('gone')).toEqual([]);
    expect(await stores.lake.get('gone')).toBeUndefined();
  });
});

describe('an object that names somebody', () => {
  const clean = async (key: string, way: 'rewrite' | 'remove', before = async () => {}) =>
    cleanKey(versions, (await listed(key)).flat(), { without, way }, before);

  it('is written anew, older versions that name him go, and others stay', async () => {
    await put('named', 'he was', 'nobody', 'he is');
    expect(await clean('named', 'rewrite')).toEqual({ searched: 3, rewritten: 1, versions: 2, items: 0 });
    expect(await bodies('named')).toEqual(['— is', 'nobody']);
    expect(await clean('named', 'rewrite')).toEqual({ searched: 2, rewritten: 0, versions: 0, items: 0 });
  });

  it('is taken away whole where it is about nobody else', async () => {
    await put('whole', 'he', 'he');
    await clean('whole', 'remove');
    expect(await listed('whole')).toEqual([]);
  });

  it('that somebody else writes meanwhile keeps what he wrote', async () => {
    await put('raced', 'he 1');
    let raced = false;
    await clean('raced', 'rewrite', async () => {
      if (!raced) await put('raced', 'he 2');
      raced = true;
    });
    expect(await bodies('raced')).toEqual(['— 2']);
  });
});
