import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bears, spentBy } from '../../../../shared/domain/mail/budget.ts';

const spent = (mails: number, offers: number, cost: number) => ({ mails, offers, cost });

describe('what a budget bears of ten mails', () => {
  it.each([
    ['all without a limit', {}, spent(999, 999, 999), 1, 10, 10],
    ['what is left of the mails', { mails: 12 }, spent(5, 0, 0), 0, 0, 7],
    ['what is left of the codes, where each has one', { offers: 4 }, spent(0, 1, 0), 1, 0, 3],
    ['all where a code budget meets mails without codes', { offers: 0 }, spent(0, 5, 0), 0, 0, 10],
    ['whole mails of the money', { cost: 1000 }, spent(0, 0, 100), 0, 250, 3],
    ['the least of all limits', { mails: 9, offers: 8, cost: 100 }, spent(0, 0, 0), 1, 20, 5],
    ['none where it was cut below what is spent', { mails: 3 }, spent(7, 0, 0), 0, 0, 0],
    ['none of nothing', { mails: 0 }, spent(0, 0, 0), 0, 0, 0],
  ] as const)('is %s', (_, budget, before, offersEach, costEach, expected) => {
    expect(bears(budget, before, { mails: 10, offersEach, costEach })).toBe(expected);
  });
});

it('is the most that stays within every limit', () => {
  const amount = fc.nat(50);
  const limits = fc.record({ mails: amount, offers: amount, cost: amount }, { requiredKeys: [] });
  const each = fc.record({ offersEach: fc.constantFrom(0, 1), costEach: fc.nat(9) });
  fc.assert(
    fc.property(limits, amount, each, (budget, mails, want) => {
      const fits = (count: number) => {
        const sum = spentBy(count, want);
        return (['mails', 'offers', 'cost'] as const).every((name) => sum[name] <= (budget[name] ?? 1e9));
      };
      const borne = bears(budget, spent(0, 0, 0), { mails, ...want });
      expect(fits(borne)).toBe(true);
      expect(borne === mails || !fits(borne + 1)).toBe(true);
    }),
  );
});
