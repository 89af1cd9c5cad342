import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import {
  lastEndedPeriod,
  periodAt,
  periodEnd,
  periodOf,
  type Rhythm,
} from '../../../shared/domain/periods.ts';

const rhythm = (every: Rhythm['every'], firstMonth = 1): Rhythm => ({ every, firstMonth });

describe('periods', () => {
  it.each([
    ['2026-01-01', rhythm('quarter'), '2026-Q1', '2026-03-31'],
    ['2026-09-30', rhythm('quarter'), '2026-Q3', '2026-09-30'],
    ['2026-10-01', rhythm('quarter'), '2026-Q4', '2026-12-31'],
    ['2026-06-30', rhythm('halfYear'), '2026-H1', '2026-06-30'],
    ['2026-07-01', rhythm('halfYear'), '2026-H2', '2026-12-31'],
    ['2028-02-10', rhythm('month'), '2028-02', '2028-02-29'],
    ['2026-04-01', rhythm('quarter', 4), 'FY2026-Q1', '2026-06-30'],
    ['2027-03-31', rhythm('quarter', 4), 'FY2026-Q4', '2027-03-31'],
    ['2026-01-15', rhythm('halfYear', 4), 'FY2025-H2', '2026-03-31'],
    ['2026-12-01', rhythm('quarter', 12), 'FY2026-Q1', '2027-02-28'],
    ['2026-03-09', rhythm('month', 4), '2026-03', '2026-03-31'],
    ['2026-02-09', rhythm('quarter', 2), 'FY2026-Q1', '2026-04-30'],
  ] as const)('%s by %o lies in %s, which ends on %s', (date, by, id, end) => {
    expect(periodOf(date, by)).toBe(id);
    expect(periodEnd(date, by)).toBe(end);
  });

  it.each([
    ['2026-10-01', rhythm('quarter'), '2026-Q3', '2026-09-30'],
    ['2026-12-31', rhythm('quarter'), '2026-Q3', '2026-09-30'],
    ['2026-01-01', rhythm('halfYear'), '2025-H2', '2025-12-31'],
    ['2026-03-01', rhythm('month'), '2026-02', '2026-02-28'],
    ['2026-04-01', rhythm('quarter', 4), 'FY2025-Q4', '2026-03-31'],
  ] as const)('on %s by %o the last that ended is %s', (today, by, id, end) => {
    expect(lastEndedPeriod(today, by)).toMatchObject({ id, end });
  });

  it('tile the calendar: every day lies in one, and the next begins the day after its end', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    const rhythms = fc.record({
      every: fc.constantFrom('month', 'quarter', 'halfYear'),
      firstMonth: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(days, rhythms, (day, by) => {
        const period = periodAt(day, by);
        const next = periodAt(addDays(period.end, 1), by);
        expect(period.start <= day && day <= period.end).toBe(true);
        expect(next.start).toBe(addDays(period.end, 1));
        expect(next.id).not.toBe(period.id);
        expect(lastEndedPeriod(next.start, by)).toEqual(period);
      }),
    );
  });
});
