import { describe, expect, it } from 'vitest';
import { unseen, withdrawals } from '../../../../shared/domain/mail/withdrawal.ts';

describe('a consent taken back after the plan', () => {
  const planned = { customerId: 'c1', address: 'Ann@Example.com', consentOn: '2026-05-01' };
  it.each([
    ['nobody said anything', [], false],
    ['by the customer', [{ who: 'c1', on: '2026-06-01' }], true],
    ['by the address, in any case', [{ who: 'ann@example.com', on: '2026-06-01' }], true],
    ['on the very day of the consent', [{ who: 'c1', on: '2026-05-01' }], true],
    ['but before the consent', [{ who: 'c1', on: '2026-04-30' }], false],
    [
      'in the newest of two statements',
      [
        { who: 'c1', on: '2026-06-01' },
        { who: 'c1', on: '2026-04-01' },
      ],
      true,
    ],
    ['by somebody else', [{ who: 'c2', on: '2026-06-01' }], false],
  ])('%s', (_, statements, expected) => {
    expect(withdrawals(statements)(planned)).toBe(expected);
  });

  it('counts against a consent of unknown date', () => {
    const undated = { ...planned, consentOn: null };
    expect(withdrawals([{ who: 'c1', on: '2020-01-01' }])(undated)).toBe(true);
  });
});

describe('exports that a run has not seen', () => {
  const upload = (intakeId: string, contentId: string, uploadedAt: string, other: object = {}) => ({
    ...{ intakeId, contentId, uploadedAt, kind: 'customers', status: 'committed' },
    ...other,
  });
  const first = upload('a', 'a', '2026-10-01T08:00:00Z');
  const last = upload('z', 'z', '2026-10-01T09:00:00Z', { kind: 'orders' });
  it.each([
    ['none, when all are listed', [first, last], []],
    ['uploaded before the newest listed, committed after', [upload('b', 'b', '2026-10-01T08:30:00Z')], ['b']],
    ['uploaded in the same second as the newest', [upload('b', 'b', '2026-10-01T09:00:00.000Z')], ['b']],
    ['an orders export too', [upload('b', 'b', '2026-10-02T00:00:00Z', { kind: 'orders' })], ['b']],
    ['listed bytes, uploaded again since', [upload('b', 'a', '2026-10-02T00:00:00Z')], ['b']],
    ['listed bytes, of an older upload', [upload('b', 'a', '2026-09-01T00:00:00Z')], []],
    [
      'the same bytes under another kind',
      [upload('b', 'a', '2026-10-01T08:00:00Z', { kind: 'orders' })],
      ['b'],
    ],
    ['a refused one', [upload('b', 'b', '2026-10-02T00:00:00Z', { status: 'refused' })], []],
    [
      'new bytes that came twice: once, as the later',
      [upload('c', 'b', '2026-10-03T00:00:00Z'), upload('b', 'b', '2026-10-02T00:00:00Z')],
      ['c'],
    ],
  ])('%s', (_, uploads, expected) => {
    expect(unseen(uploads, [first, last]).map(({ intakeId }) => intakeId)).toEqual(expected);
  });
});
