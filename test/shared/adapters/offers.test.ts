import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffers } from '../../../shared/adapters/offers.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';
import { repeating } from '../../support/repeating-table.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const offers = (runs = stores.runs) => openOffers(runs, stores.lake);
const codes = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `CODE-${from + i}`);

describe('a list of offer codes', () => {
  it('that nobody uploaded has no codes and none left', async () => {
    expect(await offers().draw('nothing', 3)).toEqual([]);
    expect(await offers().left('nothing')).toBeUndefined();
  });

  it('gives its codes out in order, and fewer when it is short', async () => {
    await offers().append('short', codes(5), 'v1');
    expect(await offers().draw('short', 3)).toEqual(['CODE-0', 'CODE-1', 'CODE-2']);
    expect(await offers().left('short')).toBe(2);
    expect(await offers().draw('short', 3)).toEqual(['CODE-3', 'CODE-4']);
    expect(await offers().draw('short', 3)).toEqual([]);
    expect(await offers().left('short')).toBe(0);
  });

  it('grows by the codes that it lacks, also by none that was given out', async () => {
    await offers().append('grows', codes(3), 'v1');
    await offers().draw('grows', 2);
    expect(await offers().append('grows', codes(5), 'v2')).toEqual({ fresh: 2, left: 3 });
    expect(await offers().draw('grows', 9)).toEqual(['CODE-2', 'CODE-3', 'CODE-4']);
  });

  it('grows once by an upload that is dealt with again, and says the same of it', async () => {
    const first = await offers().append('again', codes(4), 'v1');
    expect(await offers().append('again', codes(4), 'v1')).toEqual(first);
    expect(await offers().left('again')).toBe(4);
  });

  it('takes no more than it may hold', async () => {
    expect(await offers().append('full', codes(500_001), 'v1')).toBeUndefined();
    expect(await offers().left('full')).toBeUndefined();
  });

  it('gives no code twice to six workers at once, while it grows', async () => {
    await offers().append('raced', codes(60), 'v1');
    const worker = async () => {
      const drawn: string[] = [];
      for (let i = 0; i < 5; i += 1) drawn.push(...(await offers().draw('raced', 4)));
      return drawn;
    };
    const growing = [60, 80, 100].map((from) => offers().append('raced', codes(20, from), `v${from}`));
    const drawn = (await Promise.all(Array.from({ length: 6 }, worker))).flat();
    await Promise.all(growing);
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(await offers().left('raced')).toBe(120 - drawn.length);
    const rest = await offers().draw('raced', 120);
    expect([...drawn, ...rest].sort()).toEqual(codes(120).sort());
  });

  it('gives no code twice where the answer to a draw is lost and the draw repeated', async () => {
    await offers().append('lost', codes(20), 'v1');
    const deaf = offers(repeating(stores.runs));
    const drawn = [
      await deaf.draw('lost', 4),
      await offers().draw('lost', 4),
      await deaf.draw('lost', 4),
    ].flat();
    expect(drawn).toHaveLength(12);
    expect(new Set(drawn).size).toBe(12);
  });
});
