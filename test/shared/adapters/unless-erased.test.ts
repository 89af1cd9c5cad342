import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../../shared/adapters/erased.ts';
import { unlessErased } from '../../../shared/adapters/unless-erased.ts';
import { type Published, PublishedSchema } from '../../../shared/domain/held.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

const key = randomBytes(32);
let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
  for (const [kind, text] of [
    ['customer_id', 'c1'],
    ['email', 'a@b.example'],
  ] as const)
    await stores.runs.put({ pk: 'ERASED', sk: hashOf(key, kind, text) });
});
afterAll(() => stores.close());

const item = (customerId: string): Published =>
  PublishedSchema.parse({
    ...{ customerId, tier: 'gold', since: '2026-01-01', scores: {}, firstOrderDate: null },
    ...{ lastOrderDate: null, orders: 1, spent: 1, currency: 'CNY', history: [] },
  });

describe('publishing', () => {
  it.each([
    ['c1', false],
    ['a@b.example', false],
    ['c2', true],
  ])('of %s, whose tombstone stands or not: %s', async (customerId, isPublished) => {
    const published: string[] = [];
    const publish = unlessErased(
      async (one, runSeq) => {
        published.push(one.customerId);
        return runSeq;
      },
      stores.runs,
      async () => key,
    );
    expect(await publish(item(customerId), 4)).toBe(4);
    expect(published).toEqual(isPublished ? [customerId] : []);
  });
});
