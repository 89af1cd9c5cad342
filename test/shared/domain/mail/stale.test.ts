import { describe, expect, it } from 'vitest';
import { isStale } from '../../../../shared/domain/mail/stale.ts';

const days = [{ date: '2026-11-22' }, { date: '2026-11-25' }];

describe('mails that have not begun', () => {
  it.each([
    ['on their last planned day', days, undefined, '2026-11-25', false],
    ['on the last day of grace', days, '2026-11-22', '2026-12-02', false],
    ['on the day after', days, '2026-11-22', '2026-12-03', true],
    ['without planned days, by the day of the plan', [], '2026-11-22', '2026-11-29', false],
    ['without planned days, past the grace', [], '2026-11-22', '2026-11-30', true],
    ['of an earlier program that noted neither', [], undefined, '2027-11-30', false],
  ])('%s', (_, planned, on, today, stale) => {
    expect(isStale({ days: planned, on }, 7, today)).toBe(stale);
  });
});
