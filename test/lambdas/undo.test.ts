import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { undo } from '../../lambdas/undo/step.ts';
import { openBeforeImages } from '../../shared/adapters/before-images.ts';
import type { Published } from '../../shared/domain/held.ts';
import { itemOf, rollingShop, type Wanted } from '../support/rolling-shop.ts';

const IDS = Array.from({ length: 8 }, (_, i) => `c${i}`);
const NOBODY: ReadonlyMap<string, Published> = new Map();

let shop: ReturnType<typeof rollingShop>;
beforeEach(() => {
  shop = rollingShop();
});

async function graded(held: ReadonlyMap<string, Published>, wanted: Wanted) {
  const { run } = await shop.grade(held, wanted);
  return { runId: run.runId, after: await shop.published(IDS) };
}

async function rolledBack(runId: string) {
  const prepared = await shop.prepare(runId);
  if (!prepared) throw new Error(`${runId} cannot be rolled back`);
  await shop.written(prepared.runId, prepared.parts, Number.MAX_VALUE);
  return prepared;
}

describe('a roll-back puts back', () => {
  it('who joined, rose, left and came back, and leaves the others alone', async () => {
    const first = await graded(NOBODY, { c0: 'gold', c1: 'silver', c2: 'gold', c3: 'silver' });
    const second = await graded(first.after, { c3: null });
    const third = await graded(second.after, { c1: 'gold', c2: null, c3: 'gold', c4: 'silver' });
    expect(third.after).not.toEqual(second.after);
    await rolledBack(third.runId);
    expect(await shop.published(IDS)).toEqual(second.after);
    expect((await shop.customers.standing(['c4']))[0]?.item).toMatchObject({ tier: null, history: [] });
  });

  it('whom a run wrote that died half-way between both, and after', async () => {
    const first = await graded(NOBODY, { c0: 'gold', c1: 'silver' });
    await shop.grade(first.after, { c0: 'silver', c5: 'gold', c7: 'gold' }, 2);
    const { run } = await shop.grade(first.after, { c1: 'gold' });
    await shop.grade(await shop.published(IDS), { c6: 'gold', c1: 'silver' }, 1);
    await rolledBack(run.runId);
    expect(await shop.published(IDS)).toEqual(first.after);
  });

  it('the pointer, under a number of its own; the campaigns of a change keep the name that they had', async () => {
    const first = await graded(NOBODY, { c0: 'gold' });
    const second = await graded(first.after, { c0: 'silver' });
    const { runId } = await rolledBack(second.runId);
    expect(await shop.runs.snapshot()).toMatchObject({ runId: first.runId, runSeq: 3, committedSeq: 1 });
    expect([await shop.runs.run(second.runId), await shop.runs.run(runId)]).toMatchObject([
      { state: 'ROLLED_BACK' },
      { state: 'CLOSED', rollsBack: second.runId },
    ]);
    expect(await shop.runs.caution()).toMatchObject({ runId });
  });

  it('an item of an earlier program as it was, without what it lacked and with what nobody knows of', async () => {
    const { customerId, tier, since, scores, firstOrderDate, lastOrderDate, orders, spent, ...rest } = itemOf(
      'c0',
      'silver',
      'r0',
    );
    const { currency, history } = rest;
    const facts = { customerId, tier, since, scores, firstOrderDate, lastOrderDate, orders, spent };
    const old = { ...facts, currency, history, till: { counter: [7] } };
    await shop.customers.publish(old, 0);
    const { runId, after } = await graded(NOBODY, { c0: 'gold' });
    expect(after.get('c0')?.tier).toBe('gold');
    await rolledBack(runId);
    expect((await shop.customers.standing(['c0']))[0]?.item).toEqual(old);
  });

  it('everything, where the first commit is rolled back; then nothing is left to roll back', async () => {
    const first = await graded(NOBODY, { c0: 'gold', c1: 'silver' });
    await rolledBack(first.runId);
    expect([await shop.published(IDS), await shop.runs.snapshot()]).toEqual([NOBODY, null]);
    expect(await shop.prepare(first.runId)).toBeUndefined();
    const again = await graded(NOBODY, { c0: 'silver' });
    expect(await shop.runs.snapshot()).toMatchObject({ runId: again.runId });
  });
});

describe('a roll-back that is called again', () => {
  it('writes down the same', async () => {
    const first = await graded(NOBODY, { c0: 'gold', c1: 'silver', c2: 'gold', c3: 'silver', c4: 'gold' });
    const prepared = await shop.prepare(first.runId);
    const runId = prepared?.runId ?? '';
    const files = async () =>
      Promise.all((await shop.lake.list(`runs/${runId}/`)).map(async (key) => shop.lake.get(key)));
    const before = await files();
    expect(await undo({ ...shop.room, at: () => undefined })({ runId })).toEqual(prepared);
    expect(await files()).toEqual(before);
  });

  it.each(['undo.after_stop', 'undo.before_save'])(
    'killed at %s has stopped the mails, and does the rest',
    async (point) => {
      const first = await graded(NOBODY, { c0: 'gold', c1: 'silver' });
      const second = await graded(first.after, { c0: 'silver', c1: 'gold' });
      const { runId = '' } = (await shop.prepare(second.runId, point)) ?? {};
      expect((await shop.runs.run(runId))?.state).toBe('GRADING');
      expect(await shop.stoppedSince(second.runId)).toEqual(expect.any(Number));
      const { parts } = await undo({ ...shop.room, at: () => undefined })({ runId });
      await shop.runs.moveRun(runId, ['APPROVED'], 'APPLYING');
      await shop.written(runId, parts, Number.MAX_VALUE);
      expect(await shop.published(IDS)).toEqual(first.after);
    },
  );

  it('after it wrote a part puts back the same, because what stood before is kept once', async () => {
    const first = await graded(NOBODY, { c0: 'gold', c1: 'silver', c2: 'gold', c3: 'silver' });
    const second = await graded(first.after, { c0: 'silver', c1: 'gold', c2: null, c3: 'gold' });
    const { runId = '', parts = 0 } = (await shop.prepare(second.runId)) ?? {};
    await expect(shop.write(runId, parts, 2)).rejects.toThrow();
    await shop.written(runId, parts, Number.MAX_VALUE);
    await shop.close(runId, parts);
    expect(await shop.published(IDS)).toEqual(first.after);
    const [kept] = (await openBeforeImages(shop.lake).before(runId, 0)) ?? [];
    expect(kept?.item).toEqual(itemOf('c0', 'silver', second.runId));
  });
});

describe('a roll-back is refused', () => {
  it('of a run of which what stood before is not kept', async () => {
    const { runId } = await graded(NOBODY, { c0: 'gold' });
    for (const key of await shop.lake.list(`runs/${runId}/before/`)) shop.lake.remove(key);
    expect(await shop.prepare(runId)).toBeUndefined();
  });

  it('when not everything that it noted was written', async () => {
    const { runId } = await graded(NOBODY, { c0: 'gold' });
    const prepared = await shop.prepare(runId);
    await shop.write(prepared?.runId ?? '', prepared?.parts ?? 0, Number.MAX_VALUE);
    await shop.room.saveUndone({
      ...{ runId: prepared?.runId ?? '', rollsBack: runId, base: null, runs: [], parts: 1, undone: 2 },
    });
    await expect(shop.close(prepared?.runId ?? '', 1)).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(await shop.runs.snapshot()).toMatchObject({ runId });
  });
});

const tiers = fc.constantFrom('gold', 'silver', null);
const wanted = fc.dictionary(fc.constantFrom(...IDS), tiers, { minKeys: 1 });
const killAfter = fc.integer({ min: 0, max: 6 });
const day = fc.oneof(
  fc.record({ does: fc.constant('grade' as const), wanted }),
  fc.record({ does: fc.constant('die' as const), wanted, killAfter }),
  fc.record({ does: fc.constant('back' as const) }),
  fc.record({ does: fc.constant('backDies' as const), killAfter }),
);

describe('whatever runs are committed, die and are rolled back', () => {
  it('the table is what the run that holds had made of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 9 }), async (days) => {
        const here = rollingShop();
        const held = [{ runId: '', items: NOBODY }];
        for (const each of days) {
          const { runId, items } = held.at(-1) ?? { runId: '', items: NOBODY };
          if (each.does === 'grade') {
            const { run } = await here.grade(items, each.wanted);
            held.push({ runId: run.runId, items: madeOf(items, each.wanted, run.runId) });
          }
          if (each.does === 'die') {
            const { run, committed } = await here.grade(items, each.wanted, each.killAfter);
            if (committed) held.push({ runId: run.runId, items: madeOf(items, each.wanted, run.runId) });
            else continue;
          }
          if (each.does === 'back' || each.does === 'backDies') {
            const prepared = await here.prepare(runId);
            expect(prepared === undefined).toBe(runId === '');
            if (!prepared) continue;
            const most = each.does === 'back' ? Number.MAX_VALUE : each.killAfter;
            if (!(await here.written(prepared.runId, prepared.parts, most))) continue;
            held.pop();
          }
          expect(await here.published(IDS)).toEqual(held.at(-1)?.items);
          expect((await here.runs.snapshot())?.runId ?? '').toBe(held.at(-1)?.runId);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Whom the run wants has a new item, by whatever it was written before. */
function madeOf(items: ReadonlyMap<string, Published>, wanted: Wanted, runId: string) {
  const made = new Map(items);
  for (const [customerId, tier] of Object.entries(wanted))
    if (tier !== undefined) made.set(customerId, itemOf(customerId, tier, runId));
  return made;
}
