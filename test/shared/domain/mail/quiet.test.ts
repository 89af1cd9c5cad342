import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, quietSeconds } from '../../../../shared/domain/mail/quiet.ts';

const NIGHT = { from: '21:00', to: '08:00' };
const NOON = { from: '12:00', to: '14:00' };
const at = (text: string) => Date.parse(text);

describe('quiet hours', () => {
  it.each([
    ['20:59:59', NIGHT, 0],
    ['21:00:00', NIGHT, 11 * 3600],
    ['00:00:00', NIGHT, 8 * 3600],
    ['07:59:30', NIGHT, 30],
    ['08:00:00', NIGHT, 0],
    ['11:59:59', NOON, 0],
    ['12:30:00', NOON, 90 * 60],
    ['14:00:00', NOON, 0],
    ['03:00:00', undefined, 0],
    ['12:00:00', { from: '12:00', to: '12:00' }, 0],
  ])('at %s in Shanghai, with %j: %i seconds left', (time, hours, seconds) => {
    expect(quietSeconds(at(`2026-10-01T${time}+08:00`), 'Asia/Shanghai', hours)).toBe(seconds);
  });

  it.each([
    ['the clocks go forward', '2026-03-28T22:00:00+01:00', 9 * 3600],
    ['the clocks go back', '2026-10-24T22:00:00+02:00', 11 * 3600],
  ])('in the night in which %s they end at the same local time (F45)', (_, evening, seconds) => {
    expect(quietSeconds(at(evening), 'Europe/Berlin', NIGHT)).toBe(seconds);
  });

  it('it is quiet until they end, and not at their end', () => {
    const instants = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
    fc.assert(
      fc.property(instants, zones, fc.constantFrom(NIGHT, NOON), (now, zone, hours) => {
        const seconds = quietSeconds(now, zone, hours);
        expect(seconds > 0).toBe(isQuiet(now, zone, hours));
        expect(isQuiet(now + seconds * 1000, zone, hours)).toBe(false);
        if (seconds > 1) expect(isQuiet(now + (seconds - 1) * 1000, zone, hours)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
