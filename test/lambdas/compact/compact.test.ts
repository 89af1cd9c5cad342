import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Intake } from '../../../shared/contract/intake.ts';
import { lakeKeys } from '../../../shared/contract/keys.ts';
import { Killed, packedShop } from '../../support/packed-shop.ts';

const HEADER = 'order_id,customer_id,email,ordered_at,amount,currency,status,refund_amount';
/** Some orders of earlier files are stated again, some name their customer by the address alone. */
const file = (i: number): string =>
  [
    HEADER,
    `o${i},c${i % 7},c${i % 7}@shop.example,2026-0${(i % 8) + 1}-03,${100 + i},CNY,paid,0`,
    `p${i},,c${i % 7}@shop.example,2026-0${(i % 8) + 1}-04,${50 + i},CNY,paid,${i}`,
    `o${Math.max(0, i - 3)},c${i % 7},,2026-06-05,${70 + i},CNY,${i % 5 ? 'paid' : 'cancelled'},0`,
  ].join('\n');
const FILES = 20;
const [LATER, MONTHS_LATER] = ['2026-11-20T00:00:00Z', '2027-01-01T00:00:00Z'];

let before: Awaited<ReturnType<typeof packedShop>>;
let here: Awaited<ReturnType<typeof packedShop>>;
const taken: Intake[] = [];
/** Of all exports, each read from the object of its own. */
let features: Buffer;
beforeAll(async () => {
  before = await packedShop();
  for (let i = 0; i < FILES; i += 1) taken.push(await before.put(`orders/day${i}.csv`, file(i)));
  features = await before.features();
  await before.stores.stop();
}, 120_000);
afterAll(() => rm(before.stores.dir, { recursive: true, force: true, maxRetries: 5 }));
beforeEach(async () => {
  here = await packedShop({ dir: before.stores.dir, newest: before.newest });
});
afterEach(() => here.stores.close());

const packed = async (): Promise<string[]> => (await here.packs()).map(({ key }) => key);

describe('small objects of the lake', () => {
  it('are gathered into one, and every feature stays the same, byte for byte', async () => {
    expect(await here.compacting()()).toEqual(['HELD', 'MORE', 'DONE']);
    const [pack] = await here.packs();
    expect(pack).toMatchObject({ seq: 1, kind: 'orders', contents: expect.any(Array), afterRun: 0 });
    expect(new Set(pack?.contents)).toEqual(new Set(taken.map(({ contentId }) => contentId)));
    expect(await here.features()).toEqual(features);
    expect(await here.compacting()()).toEqual(['NOTHING']);
    expect(await here.rows()).toHaveLength(FILES + 1);
  });

  it('are gathered again with what has come since, until they are large', async () => {
    await here.compacting()();
    for (let i = FILES; i < FILES + 19; i += 1) await here.put(`orders/day${i}.csv`, file(i));
    const before = await here.features(false);
    expect(await here.compacting({ at: LATER })()).toEqual(['HELD', 'MORE', 'DONE']);
    const [, second] = await here.packs();
    expect(second).toMatchObject({ seq: 2, rows: expect.any(Number) });
    expect(second?.contents).toHaveLength(FILES + 19);
    expect(await here.features()).toEqual(before);
  });
});

describe('an export whose rows lie together with others', () => {
  it('is taken out of what counts by a withdrawal, and comes back when it is uploaded again', async () => {
    await here.compacting()();
    await here.withdraw(taken[FILES - 1] as Intake);
    const without = await here.features();
    expect(without).not.toEqual(features);
    expect(without).toEqual(await here.features(false));
    await here.compacting({ at: MONTHS_LATER })();
    expect(await here.rows()).toEqual(await packed());
    expect(await here.features()).toEqual(without);
    const again = await here.put('orders/again.csv', file(FILES - 1));
    expect(again).toMatchObject({ status: 'committed', contentId: taken[FILES - 1]?.contentId });
    expect(await here.features()).toEqual(features);
  });

  it('counts by its newest reading alone, where a mapping has changed it', async () => {
    await here.compacting()();
    const mapping =
      'version: 1\nkind: orders\ncolumns: { order_id: order_id, customer_id: email, ordered_at: ordered_at, amount: amount }\n';
    await here.put('orders/day5.csv.mapping.yaml', mapping);
    const other = await here.features();
    expect(other).not.toEqual(features);
    expect(other).toEqual(await here.features(false));
  });
});

describe('killed', () => {
  it.each([
    ['before the object is written', 1, 'before'],
    ['after it', 1, 'after'],
    ['before it counts', 2, 'before'],
    ['after it', 2, 'after'],
  ] as const)('%s: every run is as before, and the next night ends it', async (_, write, when) => {
    await expect(here.compacting({ dies: { write, when } })()).rejects.toThrow(Killed);
    expect(await here.features()).toEqual(features);
    // What arrives meanwhile is gathered as well: another pack than the one that was begun.
    await here.put('orders/late.csv', file(30));
    const after = await here.features(false);
    await here.compacting()();
    expect(await here.features()).toEqual(after);
    await here.compacting({ at: MONTHS_LATER })();
    expect((await here.rows()).filter((key) => key.includes('/pack-'))).toEqual(await packed());
    expect(await here.features()).toEqual(after);
  });

  it('while it removes what was replaced: the next night removes the rest', async () => {
    await here.compacting()();
    for (const when of ['before', 'after'] as const) {
      const dies = { write: 5, when };
      await expect(here.compacting({ at: MONTHS_LATER, dies })()).rejects.toThrow(Killed);
      expect(await here.features()).toEqual(features);
    }
    expect(await here.compacting({ at: MONTHS_LATER })()).toEqual(['HELD', 'DONE']);
    expect(await here.rows()).toEqual(await packed());
    expect(await here.features()).toEqual(features);
  });
});

describe('a run that is between its steps', () => {
  it('reads the objects that its inventory names, for as long as it is open', async () => {
    const runId = await here.listed();
    await here.createRun(7, 'GRADING');
    expect(await here.compacting()()).toEqual(['HELD', 'MORE', 'DONE']);
    expect(await here.compacting({ at: LATER })()).toEqual(['NOTHING']);
    expect(await here.compacting({ at: MONTHS_LATER })()).toEqual(['NOTHING']);
    expect(await here.measuredBy(runId)).toEqual(features);
    await here.endRun(7);
    expect(await here.compacting({ at: LATER })()).toEqual(['NOTHING']);
    expect(await here.compacting({ at: MONTHS_LATER })()).toEqual(['HELD', 'DONE']);
    expect(await here.rows()).toEqual(await packed());
  });

  it('of a later one does not keep what was replaced before it began', async () => {
    await here.compacting()();
    await here.createRun(7, 'GRADING');
    expect(await here.compacting({ at: MONTHS_LATER })()).toEqual(['HELD', 'DONE']);
    expect(await here.rows()).toEqual(await packed());
  });
});

it('an object with other rows than intake wrote is not gathered', async () => {
  const [first, second] = taken as [Intake, Intake];
  const { lake } = here.stores;
  await lake.put(
    lakeKeys.rows('orders', first.contentId),
    await lake.must(lakeKeys.rows('orders', second.contentId)),
  );
  await expect(here.compacting()()).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  expect(await here.packs()).toEqual([]);
});
