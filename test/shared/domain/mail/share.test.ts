import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliveOf, dayShare, rateShare } from '../../../../shared/domain/mail/share.ts';

describe('what workers share', () => {
  it.each([
    ['one alone', [100_000], 1],
    ['two, one of them gone', [100_000, 85_000], 1],
    ['two, one of them quiet for a while', [100_000, 85_001], 2],
    ['nobody was heard, not even the asking one', [], 1],
    ['one with a clock that is ahead', [100_000, 160_000], 2],
  ])('%s', (_, heardAt, alive) => {
    expect(aliveOf(heardAt, 100_000)).toBe(alive);
  });

  it('together they send no faster than the account, and the day’s last mails are somebody’s', () => {
    const counts = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        counts,
        fc.nat(100_000),
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        (alive, left, rate) => {
          expect(rateShare(rate, alive) * alive).toBeCloseTo(rate, 6);
          const together = dayShare(left, alive) * alive;
          expect(together).toBeGreaterThanOrEqual(left);
          expect(together).toBeLessThan(left + alive);
        },
      ),
    );
  });
});
