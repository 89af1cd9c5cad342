import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../../../infra/config.ts';
import { LANGUAGES } from '../../../../shared/domain/bilingual.ts';
import { capacityOf } from '../../../../shared/domain/capacity/capacity.ts';
import { LIMITS } from '../../../../shared/domain/capacity/limits.ts';
import { USUAL } from '../../../../shared/domain/capacity/machine.ts';
import { type Shop, shopOf } from '../../../../shared/domain/capacity/shop.ts';
import { durationWords, STEP_WORDS } from '../../../../shared/domain/capacity/words.ts';

const of = (customers: number, said: Partial<Shop> = {}, machine: Partial<typeof USUAL> = {}) =>
  capacityOf(shopOf(customers, said), { ...USUAL, ...machine });

it('the functions of the model are those that the stages ship', () => {
  for (const stage of ['staging', 'production'] as const) expect(SETTINGS[stage]).toMatchObject(USUAL);
});

describe('a shop that nothing more is said of', () => {
  it('is like the sample, cut as measure cuts it', () => {
    const { shop, volume } = of(1_000_000);
    expect(shop).toMatchObject({ orders: 10_000_000, changed: 910_000, mails: 670_000, exports: 2 });
    expect(volume).toMatchObject({ engine: 'duckdb', rows: 11_000_000, parts: 100, told: 570_000, days: 14 });
  });

  it.each([
    [1, 1],
    [10_000, 1],
    [10_001, 2],
    [10_000_000, 1000],
    [10_000_001, 1000],
    [100_000_000, 1000],
  ])('of %i customers has %i parts', (customers, parts) => {
    expect(of(customers).volume.parts).toBe(parts);
  });

  it.each([
    [39_999_999, undefined, 'duckdb'],
    [40_000_000, undefined, 'athena'],
    [40_000_000, 'duckdb', 'duckdb'],
    [1, 'athena', 'athena'],
  ] as const)('with %i rows and %s asked for is measured by %s', (rows, asked, engine) => {
    const said = { orders: rows - 1, ...(asked === undefined ? {} : { engine: asked }) };
    expect(of(1, said).volume.engine).toBe(engine);
  });
});

describe('how long the mails take', () => {
  it.each([
    ['none', 0, 14, 50_000, 0, 0],
    ['within a day, at the rate', 14_000, 14, 50_000, 1, 1000],
    ['two whole days and a rest', 101_400, 14, 50_000, 3, 2 * 86_400 + 100],
    ['at a rate that a day bears less of than the quota', 86_400 * 2, 1, 1_000_000, 2, 2 * 86_400],
    ['at the rate of the senders, which is less than the account’s', 400_000, 5000, 1_000_000, 1, 1000],
  ])('%s', (_, mails, perSecond, perDay, days, seconds) => {
    const { takes, mailDays } = of(1000, { mails, perSecond, perDay });
    expect([mailDays, Math.round(takes.mailing)]).toEqual([days, seconds]);
  });
});

describe('a limit that is met is said', () => {
  const large = { mails: 0, changed: 0 };
  it.each<[string, boolean, ReturnType<typeof of>]>([
    ['time intake', true, of(1000, { ...large, orders: 600_000_000, exports: 1 })],
    ['time measure', true, of(1000, { ...large, orders: 1_200_000_000, engine: 'duckdb' })],
    ['time report', true, of(12_000_000, large)],
    ['time compose', true, of(1_000_000, { changed: 0, mails: 10_000_000 }, { customersPerPart: 100_000 })],
    ['disk', true, of(1000, { ...large, orders: 60_000_000, engine: 'duckdb' })],
    ['file', true, of(90_000_000, large)],
    ['scan', true, of(1000, { ...large, orders: 2_600_000_000 })],
    ['parts', false, of(10_000_001, large)],
    ['writes', false, of(1_000_000, { mails: 0 })],
    ['quota', false, of(1000, { mails: 50_001 })],
    ['quota', true, of(1000, { mails: 50_000 * 366 + 1 })],
  ])('%s, and whether it stops the run: %s', (id, stops, { met }) => {
    const found = met.find((each) => each.id === id);
    expect(found?.stops).toBe(stops);
    for (const language of LANGUAGES) expect(found?.say[language]).toMatch(/\d/);
  });

  it.each([
    ['disk', of(1000, { orders: 60_000_000 })],
    ['time measure', of(1000, { orders: 1_200_000_000 })],
    ['quota', of(1000, { mails: 50_000 })],
    ['parts', of(10_000_000)],
  ])('%s, and not where it is not met', (id, { met }) => {
    expect(met.map((each) => each.id)).not.toContain(id);
  });

  it('those that stop a run come first, and a small shop meets none', () => {
    const stops = of(100_000_000).met.map((each) => each.stops);
    expect(stops.length).toBeGreaterThan(4);
    expect(stops).toEqual(stops.toSorted((a, b) => Number(b) - Number(a)));
    expect(of(10_000).met).toEqual([]);
  });

  it('no execution of the grading machine comes near the end of its history', () => {
    expect(of(100_000_000).events).toBeLessThan(LIMITS.historyEvents / 10);
  });
});

const COUNTS = ['customers', 'orders', 'changed', 'mails', 'exports'] as const;
const shops = fc.record({
  customers: fc.integer({ min: 1, max: 100_000_000 }),
  orders: fc.integer({ min: 0, max: 1_000_000_000 }),
  changed: fc.integer({ min: 0, max: 100_000_000 }),
  mails: fc.integer({ min: 0, max: 100_000_000 }),
  exports: fc.integer({ min: 1, max: 1000 }),
  perSecond: fc.integer({ min: 1, max: 5000 }),
  perDay: fc.integer({ min: 200, max: 100_000_000 }),
});

describe('of any shop', () => {
  it('more of anything never costs less, nor takes less of Lambda, tables, machines or Athena', () => {
    fc.assert(
      fc.property(
        shops,
        fc.constantFrom(...COUNTS),
        fc.integer({ min: 1, max: 50_000_000 }),
        (shop, name, more) => {
          const [less, all] = [shop, { ...shop, [name]: shop[name] + more }].map((each) =>
            capacityOf(each, USUAL),
          );
          const figures = [
            'gigabyteSeconds',
            'tableWrites',
            'tableReads',
            'transitions',
            'scannedBytes',
          ] as const;
          for (const figure of figures) expect(all?.[figure]).toBeGreaterThanOrEqual(less?.[figure] ?? 0);
          expect(all?.cost.total).toBeGreaterThanOrEqual(less?.cost.total ?? 0);
          expect(all?.takes.mailing).toBeGreaterThanOrEqual(less?.takes.mailing ?? 0);
        },
      ),
    );
  });

  it('more memory never takes longer, and a faster account never mails longer', () => {
    fc.assert(
      fc.property(shops, (shop) => {
        const larger = capacityOf(shop, { ...USUAL, memoryMb: 2 * USUAL.memoryMb });
        const usual = capacityOf(shop, USUAL);
        expect(larger.takes.planning).toBeLessThanOrEqual(usual.takes.planning);
        const faster = capacityOf({ ...shop, perSecond: 2 * shop.perSecond, perDay: 2 * shop.perDay }, USUAL);
        expect(faster.takes.mailing).toBeLessThanOrEqual(usual.takes.mailing);
      }),
    );
  });
});

describe('durations in words', () => {
  it.each([
    [0, '0 s', '0 秒'],
    [119, '119 s', '119 秒'],
    [120, '2 min', '2 分钟'],
    [330, '5.5 min', '5.5 分钟'],
    [3600, '60 min', '60 分钟'],
    [2 * 3600, '2 h', '2 小时'],
    [1341 * 86_400, '1,341 days', '1,341 天'],
  ])('%i seconds', (seconds, en, zh) => {
    expect(durationWords(seconds)).toEqual({ en, 'zh-CN': zh });
  });

  it('every step of the model has its words', () => {
    for (const { step } of [...of(1000).steps, ...of(1000, { engine: 'athena' }).steps])
      expect(STEP_WORDS[step].en).not.toBe('');
  });
});
