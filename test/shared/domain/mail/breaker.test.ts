import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tripped } from '../../../../shared/domain/mail/breaker.ts';

const state = (sent: number, bounces = 0, complaints = 0) => ({ sent, bounces, complaints });

describe('the breakers of a campaign (F51)', () => {
  it.each([
    ['too few were sent', state(199, 100, 100), undefined],
    ['five bounces of 200 are 2.5 %', state(200, 5), undefined],
    ['six bounces of 200', state(200, 6), 'bounces'],
    ['five bounces of 199, then one more mail', state(200, 5), undefined],
    ['26 bounces of 1,000', state(1000, 26), 'bounces'],
    ['two complaints of 200 are one too few', state(200, 0, 2), undefined],
    ['three complaints of 200', state(200, 0, 3), 'complaints'],
    ['three complaints of 6,000 are 0.05 %', state(6000, 0, 3), undefined],
    ['four complaints of 6,000', state(6000, 0, 4), 'complaints'],
  ] as const)('%s', (_, counted, expected) => {
    expect(tripped(counted)).toBe(expected);
  });

  it('what a person has forgiven does not count, and neither do the mails of that time', () => {
    const forgiven = state(1000, 40, 3);
    expect(tripped({ ...state(1000, 40, 3), forgiven })).toBeUndefined();
    expect(tripped({ ...state(1199, 60, 9), forgiven })).toBeUndefined();
    expect(tripped({ ...state(1200, 46, 3), forgiven })).toBe('bounces');
  });

  it('more bounces or complaints never close it again', () => {
    const some = fc.nat(500);
    fc.assert(
      fc.property(fc.nat(20_000), some, some, some, (sent, bounces, complaints, more) => {
        if (tripped(state(sent, bounces, complaints)) === undefined) return;
        expect(tripped(state(sent, bounces + more, complaints + more))).toBeDefined();
      }),
    );
  });
});
