import { describe, expect, it } from 'vitest';
import { expiryOf, isOverdue, planExpired } from '../../../shared/domain/approval.ts';
import { approveTicket, isOver, showTicket } from '../../../shared/domain/page-ticket.ts';

const AT = '2026-10-08T02:30:00.000Z';
const WAITS = { runId: 'r1', state: 'AWAITING_APPROVAL', expiresAt: AT };

describe('how long a plan waits', () => {
  it.each([
    ['2026-10-01T02:30:00.000Z', 7, AT],
    ['2026-12-31T23:59:59.999Z', 1, '2027-01-01T23:59:59.999Z'],
    ['2028-02-28T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  ])('made at %s for %i days, until %s', (made, days, until) => {
    expect(expiryOf(new Date(made), days)).toBe(until);
  });

  it.each([
    ['a moment before', WAITS, '2026-10-08T02:29:59.999Z', false],
    ['at that moment', WAITS, AT, true],
    ['decided in time', { ...WAITS, state: 'APPROVED' }, '2027-01-01T00:00:00.000Z', false],
    ['of an earlier program', { ...WAITS, expiresAt: undefined }, '2027-01-01T00:00:00.000Z', false],
  ])('%s: overdue %#', (_, run, now, overdue) => {
    expect(isOverdue(run, now)).toBe(overdue);
  });

  it.each([
    ['Asia/Shanghai', '8 October 2026, 10:30 (Asia/Shanghai)', '2026年10月8日 10:30（Asia/Shanghai）'],
    [
      'America/New_York',
      '7 October 2026, 22:30 (America/New_York)',
      '2026年10月7日 22:30（America/New_York）',
    ],
    [undefined, '8 October 2026, 02:30 (UTC)', '2026年10月8日 02:30（UTC）'],
  ])('is said in both languages on the clocks of %s', (timeZone, en, zh) => {
    const { what } = planExpired(WAITS, timeZone);
    expect(what.en).toContain(`until ${en};`);
    expect(what['zh-CN']).toContain(`须在 ${zh}前批准`);
  });
});

describe('tickets', () => {
  it('to decide are made for plans that wait alone, and end with them', () => {
    expect(approveTicket({ ...WAITS, contentDigest: 'd' })).toEqual({
      ...{ purpose: 'approve', runId: 'r1' },
      ...{ until: AT, contentDigest: 'd' },
    });
    expect(approveTicket({ ...WAITS, state: 'APPROVED' })).toBeUndefined();
  });

  it('to read are good to the end of the ninetieth day', () => {
    const ticket = showTicket('r1', new Date('2026-10-01T12:00:00Z'));
    expect(isOver(ticket, '2026-12-30T23:59:59.000Z')).toBe(false);
    expect(isOver(ticket, '2026-12-31T00:00:00.000Z')).toBe(true);
  });
});
