import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBudgets } from '../../../shared/adapters/budgets.ts';
import type { Table } from '../../../shared/adapters/table.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';
import { repeating } from '../../support/repeating-table.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const want = (mails: number, offersEach: 0 | 1 = 0, costEach = 0) => ({ mails, offersEach, costEach });
const spent = async (tier: string) => stores.runs.get({ pk: 'BUDGET', sk: `2026-Q3/${tier}` });
const budgets = (runs: Pick<Table, 'get' | 'update'> = stores.runs) => openBudgets(runs);

describe('a tier’s budget', () => {
  it('is spent down to nothing, and what was not needed comes back', async () => {
    const { take, giveBack } = budgets();
    const budget = { mails: 10, cost: 7_500 };
    expect(await take('2026-Q3', 'gold', budget, want(6, 1, 1_000))).toBe(6);
    expect(await take('2026-Q3', 'gold', budget, want(6, 1, 1_000))).toBe(1);
    expect(await take('2026-Q3', 'gold', budget, want(6, 1, 1_000))).toBe(0);
    await giveBack('2026-Q3', 'gold', { mails: 2, offers: 2, cost: 2_000 });
    expect(await spent('gold')).toMatchObject({ mails: 5, offers: 5, cost: 5_000 });
    expect(await take('2026-Q3', 'gold', budget, want(6, 1, 1_000))).toBe(2);
  });

  it('is one for each period and tier', async () => {
    const { take } = budgets();
    for (const [period, tier] of [
      ['2026-Q3', 'a'],
      ['2026-Q4', 'a'],
      ['2026-Q3', 'b'],
    ] as const)
      expect(await take(period, tier, { mails: 3 }, want(5))).toBe(3);
  });

  it('without a limit still counts what is spent', async () => {
    await budgets().take('2026-Q3', 'free', {}, want(5, 1, 20));
    expect(await spent('free')).toMatchObject({ mails: 5, offers: 5, cost: 100 });
  });

  it('is exceeded by none of eight workers at once that take and give back', async () => {
    const [mails, tier] = [100, 'raced'];
    const worker = async () => {
      const { take, giveBack } = budgets();
      let kept = 0;
      for (let i = 0; i < 6; i += 1) {
        const taken = await take('2026-Q3', tier, { mails }, want(5));
        const back = Math.min(taken, 1);
        await giveBack('2026-Q3', tier, { mails: back, offers: 0, cost: 0 });
        kept += taken - back;
      }
      return kept;
    };
    const kept = (await Promise.all(Array.from({ length: 8 }, worker))).reduce((sum, one) => sum + one, 0);
    expect(await spent(tier)).toMatchObject({ mails: kept });
    expect(kept).toBeLessThanOrEqual(mails);
    expect(kept).toBeGreaterThan(mails - 8 * 2);
  });

  it('is rather left over than exceeded where the answer to a write is lost and the write repeated', async () => {
    const { take, giveBack } = budgets(repeating(stores.runs));
    const taken = await take('2026-Q3', 'lost', { mails: 10 }, want(4));
    expect(taken).toBe(4);
    expect(await spent('lost')).toMatchObject({ mails: 8 });
    await giveBack('2026-Q3', 'lost', { mails: 1, offers: 0, cost: 0 });
    expect(await spent('lost')).toMatchObject({ mails: 7 });
  });
});
