import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../shared/domain/dates.ts';
import { dayRoom, leftToday, MOST_MAIL_DAYS, spread } from '../../../../shared/domain/mail/spread.ts';

const today = '2026-11-22';
const quota = (perDay: number, sentLast24Hours = 0) => ({ perDay, sentLast24Hours });

describe('the mails of one day', () => {
  it.each([
    ['the whole quota without a reserve', quota(200), 0, 200],
    ['what the reserve leaves', quota(200), 0.1, 180],
    ['less what the last 24 hours took', quota(200, 150), 0.1, 30],
    ['nothing once the quota is used up', quota(200, 190), 0.1, 0],
    ['never less than nothing', quota(200, 500), 0, 0],
    ['nothing where all is reserved', quota(200), 1, 0],
    ['anything without a quota', quota(-1, 1000), 0.5, Number.POSITIVE_INFINITY],
  ])('are %s', (_, given, reserve, wanted) => {
    expect(leftToday(given, reserve, undefined, today)).toBe(wanted);
  });

  it.each([
    ['2026-11-20', 50],
    ['2026-11-22', 50],
    ['2026-11-23', 75],
    ['2026-11-24', 112],
    ['2026-12-22', 900],
  ])('rise on the ramp of a new domain: %s bears %i', (date, wanted) => {
    const warmUp = { from: '2026-11-22', firstDay: 50, growth: 1.5 };
    expect(dayRoom({ ...quota(1000), reserve: 0.1, warmUp }, date)).toBe(wanted);
  });
});

describe('a campaign over days', () => {
  it('goes out today as long as today bears it', () => {
    expect(spread({ mails: 180, ...quota(200), reserve: 0.1, today })).toEqual([{ date: today, mails: 180 }]);
  });

  it('goes on tomorrow with what today does not bear', () => {
    expect(spread({ mails: 400, ...quota(200, 150), reserve: 0.1, today })).toEqual([
      { date: '2026-11-22', mails: 30 },
      { date: '2026-11-23', mails: 180 },
      { date: '2026-11-24', mails: 180 },
      { date: '2026-11-25', mails: 10 },
    ]);
  });

  it('begins tomorrow when today is used up', () => {
    expect(spread({ mails: 5, ...quota(200, 200), reserve: 0, today })).toEqual([
      { date: '2026-11-23', mails: 5 },
    ]);
  });

  it('has no day where there is no mail, and none where the quota leaves nothing', () => {
    expect(spread({ mails: 0, ...quota(200), reserve: 0, today })).toEqual([]);
    expect(spread({ mails: 5, ...quota(0), reserve: 0, today })).toEqual([]);
  });

  const limits = fc.record({
    mails: fc.nat(100_000),
    perDay: fc.oneof(fc.constant(-1), fc.nat(50_000)),
    sentLast24Hours: fc.nat(60_000),
    reserve: fc.double({ min: 0, max: 1, noNaN: true }),
    warmUp: fc.option(
      fc.record({
        from: fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days)),
        firstDay: fc.integer({ min: 1, max: 2000 }),
        growth: fc.double({ min: 1, max: 10, noNaN: true }),
      }),
      { nil: undefined },
    ),
  });

  it('adds up to all its mails, unless a year is not enough', () => {
    fc.assert(
      fc.property(limits, (given) => {
        const days = spread({ ...given, today });
        const going = days.reduce((sum, { mails }) => sum + mails, 0);
        const last = addDays(today, MOST_MAIL_DAYS - 1);
        const isFull = days.length > 0 && days.at(-1)?.date === last;
        const nothing = dayRoom(given, last) === 0;
        expect(going === given.mails || isFull || nothing).toBe(true);
        expect(going).toBeLessThanOrEqual(given.mails);
      }),
    );
  });

  it('never puts more on a day than the day bears, each day once and in order', () => {
    fc.assert(
      fc.property(limits, (given) => {
        const days = spread({ ...given, today });
        for (const { date, mails } of days) {
          expect(mails).toBeGreaterThan(0);
          expect(mails).toBeLessThanOrEqual(dayRoom(given, date));
          if (date === today)
            expect(mails).toBeLessThanOrEqual(leftToday(given, given.reserve, given.warmUp, date));
        }
        const dates = days.map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].sort());
      }),
    );
  });
});
