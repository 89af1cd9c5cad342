import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  epochToTake,
  firstEpoch,
  marginOf,
  ownLease,
  stopwatch,
  waitFor,
} from '../../../../shared/domain/mail/lease.ts';

const LEASE = 60_000;
const MARGIN = marginOf(LEASE);
const claim = { owner: 'a', epoch: 7, leaseUntil: 100_000 };

describe('the claim of a chunk', () => {
  it.each([
    ['nobody has it', undefined, 0, firstEpoch(3)],
    ['its owner is at it', claim, 99_999, undefined],
    ['its lease has just run out', claim, 100_000 + MARGIN - 1, undefined],
    ['a margin later', claim, 100_000 + MARGIN, 8],
    ['its owner gave it up', { ...claim, leaseUntil: 0 }, 1, 8],
  ])('%s', (_, standing, now, epoch) => {
    expect(epochToTake(standing, 3, now, LEASE)).toBe(epoch);
  });

  it('a later run begins above every epoch of the ones before', () => {
    expect(firstEpoch(4)).toBeGreaterThan(firstEpoch(3) + 900_000);
  });

  it('says how long until it may be taken over', () => {
    expect(waitFor(claim, 90_000, LEASE)).toBe(10_000 + MARGIN);
    expect(waitFor({ ...claim, leaseUntil: 0 }, 90_000, LEASE)).toBe(0);
  });
});

describe('an owner’s view of his lease', () => {
  it('ends a margin before the lease does, and begins again with a renewal', () => {
    let time = 0;
    const clocks = { now: () => time, elapsed: () => time };
    const lease = ownLease(LEASE, stopwatch(clocks));
    time = LEASE / 2 + 1;
    expect([lease.holds(), lease.isAging()]).toEqual([true, true]);
    lease.renewed(stopwatch(clocks));
    time += LEASE - MARGIN - 1;
    expect(lease.holds()).toBe(true);
    time += 1;
    expect(lease.holds()).toBe(false);
  });

  it.each([
    ['the wall clock stepped back', -600_000, LEASE],
    ['the other clock stood still in a freeze', LEASE, 0],
  ])('is over although %s', (_, wall, own) => {
    let [now, elapsed] = [1_000_000, 0];
    const lease = ownLease(LEASE, stopwatch({ now: () => now, elapsed: () => elapsed }));
    [now, elapsed] = [now + wall, elapsed + own];
    expect(lease.holds()).toBe(false);
  });

  it('never two owners at a time, as long as their clocks differ by less than the margin', () => {
    const skews = fc.integer({ min: -MARGIN + 1, max: MARGIN - 1 });
    fc.assert(
      fc.property(skews, fc.nat(3 * LEASE), (skew, passed) => {
        let time = 0;
        const lease = ownLease(LEASE, stopwatch({ now: () => time, elapsed: () => time }));
        const written = { ...claim, leaseUntil: time + LEASE };
        time = passed;
        const taken = epochToTake(written, 1, time + skew, LEASE) !== undefined;
        expect(taken && lease.holds()).toBe(false);
      }),
    );
  });
});
