import { describe, expect, it } from 'vitest';
import { expiryOf, isOverdue, minuteOf, planExpired } from '../../../shared/domain/approval.ts';
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

  it('is said in both languages', () => {
    const { what } = planExpired(WAITS);
    for (const text of Object.values(what)) expect(text).toContain(minuteOf(AT));
    expect(minuteOf(AT)).toBe('2026-10-08 02:30 UTC');
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
