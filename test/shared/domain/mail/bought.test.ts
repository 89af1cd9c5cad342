import { describe, expect, it } from 'vitest';
import { bought } from '../../../../shared/domain/mail/bought.ts';

describe('whoever has bought since the run looked', () => {
  const planned = { customerId: 'c1', address: ' Ann@Example.com', lastOrderDate: '2026-09-20' };
  it.each([
    ['nobody bought', [], planned, false],
    ['another one bought', [{ who: 'c2', on: '2026-10-02' }], planned, false],
    ['he bought later, by his key', [{ who: 'c1', on: '2026-09-21' }], planned, true],
    ['he bought later, by his address', [{ who: 'ann@example.com', on: '2026-10-02' }], planned, true],
    ['his last order is stated once more', [{ who: 'c1', on: '2026-09-20' }], planned, false],
    ['an older order came to light', [{ who: 'c1', on: '2026-03-01' }], planned, false],
    [
      'the newest of several is later',
      [
        { who: 'c1', on: '2026-10-02' },
        { who: 'c1', on: '2026-03-01' },
      ],
      planned,
      true,
    ],
    ['he had never bought', [{ who: 'c1', on: '2020-01-01' }], { ...planned, lastOrderDate: null }, true],
    ['he has no address', [{ who: '', on: '2026-10-02' }], { ...planned, address: null }, false],
  ])('%s', (_, purchases, mail, expected) => {
    expect(bought(purchases)(mail)).toBe(expected);
  });
});
