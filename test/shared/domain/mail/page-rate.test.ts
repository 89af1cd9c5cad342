import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { network, pageRate, visitRate } from '../../../../shared/domain/mail/page-rate.ts';

describe('the rate of visits', () => {
  it('grants some at once, then one in a while, and says how long to wait', () => {
    const visit = visitRate({ burst: 3, everyMs: 1_000 });
    expect([0, 0, 0, 0].map((now) => visit('a', now))).toEqual([0, 0, 0, 1_000]);
    expect([visit('a', 400), visit('a', 1_000), visit('a', 1_000)]).toEqual([600, 0, 1_000]);
    expect(visit('a', 60_000)).toBe(0);
  });

  it('counts each visitor apart', () => {
    const visit = visitRate({ burst: 1, everyMs: 1_000 });
    expect([visit('a', 0), visit('b', 0), visit('a', 0)]).toEqual([0, 0, 1_000]);
  });

  it('forgets who came longest ago rather than remember everybody', () => {
    const visit = visitRate({ burst: 1, everyMs: 1_000 }, 2);
    expect(['a', 'b', 'c'].map((visitor) => visit(visitor, 0))).toEqual([0, 0, 0]);
    expect([visit('c', 0), visit('b', 0), visit('a', 0)]).toEqual([1_000, 1_000, 0]);
  });

  it('in any stretch never grants more than the burst and one for each interval', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (gaps) => {
        const visit = visitRate({ burst: 4, everyMs: 1_000 });
        let now = 0;
        let granted = 0;
        for (const gap of gaps) {
          now += gap;
          if (visit('a', now) === 0) granted += 1;
          expect(granted).toBeLessThanOrEqual(4 + now / 1_000);
        }
      }),
    );
  });

  it('who waits as long as he was told is granted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 40 }), (gaps) => {
        const visit = visitRate({ burst: 2, everyMs: 1_000 });
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const wait = visit('a', now);
          now += wait;
          if (wait > 0) expect(visit('a', now)).toBe(0);
        }
      }),
    );
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('of %s is %s', (address, name) => {
    expect(network(address)).toBe(name);
  });
});

describe('attempts without a genuine link', () => {
  it('are limited for each network, whatever the host in it', () => {
    const rate = pageRate();
    const waits = Array.from({ length: 21 }, (_, n) => rate.damaged(`2001:db8::${n}`, 0));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
    expect(rate.damaged('2001:db8:9::1', 0)).toBe(0);
  });

  it('are limited on the instance, from however many networks', () => {
    const rate = pageRate();
    const waits = Array.from({ length: 400 }, (_, n) => rate.damaged(`10.0.${n >> 8}.${n & 255}`, 0));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(300);
  });

  it('coming back is limited for each mailbox', () => {
    const rate = pageRate();
    const waits = Array.from({ length: 11 }, () => rate.comeBack('m', 0));
    expect([waits.at(9), waits.at(10), rate.comeBack('n', 0)]).toEqual([0, 60_000, 0]);
  });
});
