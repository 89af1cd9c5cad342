import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CostSchema } from '../../../../shared/contract/cost.ts';
import { costOfVolume } from '../../../../shared/domain/cost/run-cost.ts';
import type { RunVolume } from '../../../../shared/domain/cost/volume.ts';
import { costWords, priceWords } from '../../../../shared/domain/cost/words.ts';

const NOTHING: RunVolume = {
  ...{ engine: 'duckdb', rows: 0, customers: 0, changes: 0, told: 0, parts: 1, mails: 0, due: 0, days: 0 },
  perSecond: undefined,
};
const lineOf = (id: string, over: Partial<RunVolume>) =>
  costOfVolume({ ...NOTHING, ...over }).lines.find((line) => line.id === id);

describe('what a run costs', () => {
  it.each<[string, string, Partial<RunVolume>, number, number]>([
    ['a million mails at 0.16 a thousand', 'mail', { due: 1_000_000 }, 1_000_000, 160],
    ['five writes and three reads a mail', 'ledger', { due: 1_000_000 }, 5_000_000, 3.5],
    ['a customer of 2 KB, read once', 'customers', { changes: 800_000 }, 800_000, 1.1],
    [
      'the states of the machines, ten a part and two a day of mail',
      'transitions',
      { parts: 100, days: 1 },
      1240,
      0.031,
    ],
    ['four pieces of news a mail', 'events', { due: 1_000_000 }, 4_000_000, 3.9667],
    ['files: thirty, and twenty a part', 'objects', { parts: 100, days: 1 }, 2030, 0.0154],
    ['a terabyte scanned at five dollars', 'scanned', { engine: 'athena', rows: 1_250_000_000 }, 1000, 5],
    ['a million changes told at one dollar', 'told', { told: 1_000_000 }, 1_000_000, 1],
    ['nothing told', 'told', { changes: 80 }, 0, 0],
    ['no mails', 'mail', {}, 0, 0],
  ])('%s', (_, id, over, count, usd) => {
    expect(lineOf(id, over)).toMatchObject({ count, usd });
  });

  it('computing waits with the account that may send one mail a second', () => {
    const slow = lineOf('compute', { due: 10_000, parts: 4, perSecond: 1 });
    const fast = lineOf('compute', { due: 10_000, parts: 4, perSecond: 500 });
    expect((slow?.count ?? 0) - (fast?.count ?? 0)).toBe(40_000 - 100);
  });

  it('is the sum of its lines, dated, as the contract has it', () => {
    const cost = CostSchema.parse(
      costOfVolume({ ...NOTHING, due: 500, mails: 700, changes: 80, customers: 1000 }),
    );
    const sum = cost.lines.reduce((all, { usd }) => all + usd, 0);
    expect(cost.total).toBeCloseTo(sum, 8);
    expect(cost.total).toBe(Number(cost.total.toFixed(4)));
  });
});

const COUNTS = ['rows', 'customers', 'changes', 'told', 'parts', 'mails', 'due', 'days'] as const;
const volumes = fc.record({
  ...Object.fromEntries(COUNTS.map((name) => [name, fc.integer({ min: 1, max: 1_000_000 })])),
  engine: fc.constantFrom('duckdb', 'athena'),
  perSecond: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
}) as fc.Arbitrary<RunVolume>;

it('nothing that a run does more of makes it cheaper, and much more makes it dearer', () => {
  fc.assert(
    fc.property(volumes, fc.constantFrom(...COUNTS), fc.nat(1000), (volume, name, more) => {
      const withMore = (count: number) => costOfVolume({ ...volume, [name]: volume[name] + count }).total;
      expect(withMore(more)).toBeGreaterThanOrEqual(withMore(0));
      expect(withMore(10_000_000)).toBeGreaterThan(withMore(0));
    }),
  );
});

describe('costs in words', () => {
  const cost = (total: number, mail: number) => ({
    total,
    lines: [{ id: 'mail', say: { en: '', 'zh-CN': '' }, count: 0, usd: mail }],
  });
  it.each([
    [0.46, 0.08, 'about 0.46 US dollars, of which mail 0.08', '约 0.46 美元，其中邮件 0.08 美元'],
    [
      1234.567,
      1000,
      'about 1,234.57 US dollars, of which mail 1,000.00',
      '约 1,234.57 美元，其中邮件 1,000.00 美元',
    ],
    [0.05, 0, 'about 0.05 US dollars', '约 0.05 美元'],
    [0.009, 0.008, 'less than 0.01 US dollars', '不到 0.01 美元'],
  ])('of %s dollars, %s of them for mail', (total, mail, en, zh) => {
    expect(costWords(cost(total, mail))).toEqual({ en, 'zh-CN': zh });
  });

  it('says of when and where the prices are', () => {
    expect(priceWords({ pricesOf: '2026-11-01' }).en).toMatch(/us-east-1 as of 2026-11,/);
    expect(priceWords({ pricesOf: '2026-11-01' })['zh-CN']).toContain('2026-11');
  });
});
