import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { withoutPersonIn } from '../../../shared/adapters/without-person.ts';

const person = {
  ...{ asked: 'c1', by: ['ids' as const], ids: ['c1'], emails: ['ann@example.com'], phones: [] },
  ...{ names: [], orders: [], shared: [] },
};
const without = withoutPersonIn({ person, salt: 'salt' }, 200);
/** Files of Athena are packed, so that nobody is found in them by reading. */
const packed = gzipSync('c1,ann@example.com');

it.each([
  ['athena/r1/12-0/20261122_abc', true],
  ['athena/r1/3-2/part=7/20261122_abc', true],
  ['athena/r1/3-2/20261122_abc.parquet', true],
  ['athena/r1/asked.json', false],
  ['athena/r1/symlinks/orders/manifest', false],
])('of a person’s erasure the object %s is emptied: %s', async (key, emptied) => {
  const after = await without(key, emptied ? packed : Buffer.from('{"entries":[]}'));
  expect(after?.length).toBe(emptied ? 0 : undefined);
});

it('finds nothing more to do in what was emptied', async () => {
  expect(await without('athena/r1/12-0/20261122_abc', Buffer.alloc(0))).toBeUndefined();
});
