import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anomaliesOf, cautious, type GuardFacts } from '../../../shared/domain/guards.ts';
import { type Guards, GuardsSchema } from '../../../shared/domain/policy/guard-schema.ts';

/** A plan that nothing is odd of. */
const facts = (over: Partial<GuardFacts> = {}): GuardFacts => ({
  ...{ asOf: '2026-09-30', orders: { last: 100, before: 100 }, newestOrder: '2026-09-30' },
  ...{ held: 100, moved: 10, mails: 50, due: 40, skipped: 8, cost: { lines: [], total: 1 } },
  ...{ never: [], notSince: [], cuts: [{ score: 'money', moved: 0.1 }] },
  ...over,
});

const guards = (over: Partial<Record<keyof Guards, unknown>> = {}): Guards => GuardsSchema.parse(over);

const found = (over: Partial<GuardFacts>, own: Partial<Record<keyof Guards, unknown>> = {}): string[] =>
  anomaliesOf(facts(over), guards(own)).map(({ code, trips }) => (trips ? code : `${code} is shown`));

const ALL = { ordersFell: 0.3, moved: 0.2, newestOrderDays: 14, mails: 100, cost: 5, cutsMoved: 0.5 };

describe('a plan within every limit', () => {
  it('has nothing odd', () => {
    expect(found({}, { ...ALL, missing: ['orders', 'customers', 'activity', 'feedback'] })).toEqual([]);
  });
});

describe('each guard rail trips above its limit and not at it', () => {
  it.each<[string, Partial<GuardFacts>, Partial<Record<keyof Guards, unknown>>, string[]]>([
    ['orders fell by just that share', { orders: { last: 70, before: 100 } }, { ordersFell: 0.3 }, []],
    ['one order fewer', { orders: { last: 69, before: 100 } }, { ordersFell: 0.3 }, ['G_ORDERS_FELL']],
    ['a tenth of thirty', { orders: { last: 27, before: 30 } }, { ordersFell: 0.1 }, []],
    ['orders rose', { orders: { last: 900, before: 100 } }, { ordersFell: 0 }, []],
    ['no orders before', { orders: { last: 0, before: 0 } }, { ordersFell: 0 }, []],
    ['an earlier program counted no periods', { orders: undefined }, { ordersFell: 0 }, []],
    ['just that share moves', { moved: 20, held: 100 }, { moved: 0.2 }, []],
    ['one customer more moves', { moved: 21, held: 100 }, { moved: 0.2 }, ['G_MOVED']],
    ['three of ten', { moved: 3, held: 10 }, { moved: 0.3 }, []],
    ['the first run moves nobody who had a tier', { moved: 0, held: 0 }, { moved: 0 }, []],
    ['the newest order is just so old', { newestOrder: '2026-09-16' }, { newestOrderDays: 14 }, []],
    ['a day older', { newestOrder: '2026-09-15' }, { newestOrderDays: 14 }, ['G_NEWEST_ORDER']],
    ['of the same day', { newestOrder: '2026-09-30' }, { newestOrderDays: 0 }, []],
    ['there is no order', { newestOrder: null }, { newestOrderDays: 36500 }, ['G_NEWEST_ORDER']],
    ['an earlier program did not look', { newestOrder: undefined }, { newestOrderDays: 0 }, []],
    ['just so many mails', { due: 100, mails: 200 }, { mails: 100 }, []],
    ['one mail more', { due: 101, mails: 200 }, { mails: 100 }, ['G_MAILS']],
    ['planned mails that do not go out count nothing', { due: 100, mails: 9000 }, { mails: 100 }, []],
    ['costs just that', { cost: { lines: [], total: 5 } }, { cost: 5 }, []],
    [
      'costs a hundredth of a cent more',
      { cost: { lines: [], total: 5.0001 } },
      { cost: '5.00' },
      ['G_COST'],
    ],
    ['a cut point moved by just that', { cuts: [{ score: 'm', moved: 0.5 }] }, { cutsMoved: 0.5 }, []],
    [
      'a cut point moved further',
      { cuts: [{ score: 'm', moved: 0.51 }] },
      { cutsMoved: 0.5 },
      ['G_CUTS_MOVED'],
    ],
    ['no cut points were learnt', { cuts: [] }, { cutsMoved: 0.1 }, []],
    ['a kind never came', { never: ['customers'] }, { missing: ['customers'] }, ['G_MISSING']],
    ['nothing of a kind came since', { notSince: ['orders'] }, { missing: ['orders'] }, ['G_MISSING']],
    ['another kind is missing', { never: ['activity'], notSince: ['feedback'] }, { missing: ['orders'] }, []],
  ])('%s', (_, over, own, codes) => {
    expect(found(over, own)).toEqual(codes);
  });
});

describe('what the policy sets no limit for', () => {
  it.each<[string, Partial<GuardFacts>, string[]]>([
    ['orders fell by half', { orders: { last: 50, before: 100 } }, []],
    ['orders fell by more', { orders: { last: 49, before: 100 } }, ['G_ORDERS_FELL is shown']],
    ['half of the customers move', { moved: 50 }, []],
    ['more of them move', { moved: 51 }, ['G_MOVED is shown']],
    ['the newest order is a quarter old', { newestOrder: '2026-06-30' }, []],
    ['it is older', { newestOrder: '2026-06-29' }, ['G_NEWEST_ORDER is shown']],
    ['there is no order', { newestOrder: null }, ['G_NEWEST_ORDER is shown']],
    ['nobody may be sent a mail', { mails: 7, due: 0, skipped: 7 }, ['G_NOBODY_MAILED is shown']],
    ['all others are a control group', { mails: 7, due: 0, skipped: 6 }, []],
    ['no mail is planned', { mails: 0, due: 0, skipped: 0 }, []],
    ['much else', { due: 1e7, mails: 1e7, cost: { lines: [], total: 1e5 }, never: ['orders'] }, []],
  ])('is shown where it is odd by any measure, and stops nothing: %s', (_, over, codes) => {
    expect(found(over)).toEqual(codes);
  });
});

describe('what is said', () => {
  it.each<[string, Partial<GuardFacts>, Partial<Record<keyof Guards, unknown>>, RegExp[]]>([
    [
      'orders',
      { orders: { last: 40, before: 1200 } },
      { ordersFell: 0.25 },
      [/40 orders.*1,200.*96\.7%.*allows 25%/],
    ],
    ['customers', { moved: 60, held: 100 }, {}, [/60 of 100.*60%.*sets no limit/]],
    ['the date', { newestOrder: '2026-08-01' }, { newestOrderDays: 31 }, [/2026-08-01, 60 days.*allows 31/]],
    [
      'kinds',
      { never: ['activity'], notSince: ['orders', 'customers'] },
      { missing: ['orders', 'customers', 'activity'] },
      [/no activity file ever; no new orders or customers file since/],
    ],
    [
      'the score that moved furthest',
      {
        cuts: [
          { score: 'a', moved: 0.6 },
          { score: 'b', moved: 2 },
        ],
      },
      { cutsMoved: 0.5 },
      [/score b moved by 200% of itself.*allows 50%/],
    ],
    ['mails', { due: 2500, mails: 2600 }, { mails: 2000 }, [/2,500 mails.*allows 2,000/]],
    [
      'money',
      { cost: { lines: [], total: 12.5 } },
      { cost: 10 },
      [/about 12\.50 US dollars; the policy allows 10/],
    ],
  ])('names what was found and what is allowed: %s', (_, over, own, patterns) => {
    const [anomaly] = anomaliesOf(facts(over), guards(own));
    for (const pattern of patterns) expect(anomaly?.say.en).toMatch(pattern);
    expect(anomaly?.say['zh-CN']).toMatch(/策略/);
  });

  it('names the roll-back after which every plan waits', () => {
    expect(cautious('r7')).toMatchObject({ code: 'G_CAUTION', trips: true });
    expect(cautious('r7').say.en).toContain('r7');
  });
});

it('a wider limit never trips where a narrower one did not', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const orders = fc.record({ last: fc.nat(1000), before: fc.nat(1000) });
  fc.assert(
    fc.property(orders, fc.nat(100), share, share, (orders, moved, a, b) => {
      const [narrow, wide] = [Math.min(a, b), Math.max(a, b)];
      const trips = (limit: number) => found({ orders, moved }, { ordersFell: limit, moved: limit });
      expect(trips(narrow)).toEqual(expect.arrayContaining(trips(wide)));
    }),
  );
});
