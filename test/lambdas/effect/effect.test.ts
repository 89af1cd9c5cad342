import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../shared/contract/effect.ts';
import { type Drawn, type EarlierRun, effectIn } from './shop.ts';

const TREATED = ['t1', 't2', 't3', 't4'];
const HELD = ['h1', 'h2'];

const drawn = (rule: string, heldOut: 'global' | 'campaign' = 'campaign'): Drawn[] => [
  ...TREATED.map((customer) => ({ customer, rule })),
  ...HELD.map((customer) => ({ customer, rule, heldOut })),
];

const JUNE: EarlierRun = { runId: 'june', asOf: '2026-06-30', drawn: drawn('care') };

const lineOf = (found: Effect | undefined, campaign: string | null) => {
  const line = found?.lines.find((each) => each.campaign === campaign && each.tier === null);
  if (!line) throw new Error('no such line');
  return line;
};

/** By hand, of mails of 30 June looked at on 30 September, 90 days until 28 September. */
const BOUGHT = [
  ['t1', '2026-06-30', 900],
  ['t1', '2026-07-01', 1000],
  ['t1', '2026-09-28', 500],
  ['t2', '2026-09-29', 7000],
  ['t3', '2026-04-02', 4000],
  ['t4', '2026-04-01', 2000],
  ['h1', '2026-08-15', 300],
  ['h2', '2026-01-02', 800],
  ['nobody', '2026-08-15', 99],
] as const;

describe('the effect of one campaign, counted by hand', () => {
  it('counts from the day after the mail to the last of the days, and those before up to the day itself', async () => {
    const line = lineOf(await effectIn({ runs: [JUNE], bought: BOUGHT }), 'care');
    // t1 bought on the first and the last day; t2 on the day after it; 30 June itself is before the mail.
    // Lost are, on 28 September after 180 days, all without an order since 1 April: t2 (his came later) and t4, h2.
    expect(line.treated).toEqual({ customers: 4, bought: 1, lost: 2, revenue: 1500 });
    expect(line.heldOut).toEqual({ customers: 2, bought: 1, lost: 1, revenue: 300 });
    // Ninety days up to 30 June begin on 2 April: t1 and t3 bought, t4 a day too early. Lost then: t2, who never bought.
    expect(line.before).toEqual({ customers: 4, bought: 2, lost: 1, revenue: 4900 });
    expect(line.bought.value).toBeCloseTo(1 / 4 - 1 / 2, 12);
    expect(line.lost.value).toBeCloseTo(0, 12);
    expect(line.revenue?.value).toBeCloseTo(1500 / 4 - 300 / 2, 9);
    expect(line.days).toEqual({ least: 90, most: 90, whole: 6 });
  });

  it('of days that are not over only those are counted that are, and it says so', async () => {
    const line = lineOf(await effectIn({ runs: [JUNE], bought: BOUGHT, asOf: '2026-07-30' }), 'care');
    expect(line.days).toEqual({ least: 30, most: 30, whole: 0 });
    expect(line.treated).toMatchObject({ bought: 1, revenue: 1000 });
    // Thirty days before: only the order of 30 June.
    expect(line.before).toMatchObject({ bought: 1, revenue: 900 });
  });

  it('whoever was capped, suppressed or cancelled later still counts as treated', async () => {
    const fates = ['sent', 'capped', 'suppressed', 'cancelled'];
    const late = {
      ...JUNE,
      drawn: drawn('care').map((one, i) => ({ ...one, outcome: fates[i] ?? 'heldOut' })),
    };
    const line = lineOf(await effectIn({ runs: [late], bought: BOUGHT }), 'care');
    expect(line.treated).toEqual({ customers: 4, bought: 1, lost: 2, revenue: 1500 });
    expect(line.sent).toBe(1);
  });

  it('whoever was never to be mailed counts nowhere', async () => {
    const refused = { customer: 'r1', rule: 'care', skip: 'refused_consent' };
    const line = lineOf(
      await effectIn({ runs: [{ ...JUNE, drawn: [...JUNE.drawn, refused] }], bought: BOUGHT }),
      'care',
    );
    expect(line.treated.customers + line.heldOut.customers).toBe(6);
  });

  it('mails and codes cost what the policy says, and the return is what is left of them', async () => {
    const campaign = { kind: 'membership', rule: 'care', template: 'care', offer: { list: 'x', cost: '2' } };
    const policy = { campaigns: [campaign], mail: { costPerMail: '0.5' }, effect: { margin: 0.4 } };
    const fates = ['sent', 'unknown', 'refused', 'sent'];
    const runs = [
      { ...JUNE, drawn: drawn('care').map((one, i) => ({ ...one, outcome: fates[i] ?? 'heldOut' })) },
    ];
    const line = lineOf(await effectIn({ runs, bought: BOUGHT, policy }), 'care');
    expect(line).toMatchObject({ sent: 3, cost: { mails: 150, codes: 600 } });
    // 225 more a customer, of which 40 % stay; four of them were treated.
    expect(line.margin?.value).toBeCloseTo(225 * 0.4 - 600 / 4, 9);
    expect(line.returned?.value).toBeCloseTo((225 * 0.4 * 4 - 750) / 750, 9);
  });
});

describe('which mails are looked at', () => {
  it.each([
    ['three days old', '2026-09-27', 1],
    ['two days old', '2026-09-28', 0],
    ['400 days old', '2025-08-26', 1],
    ['401 days old', '2025-08-25', 0],
  ])('those of a run that is %s', async (_, asOf, runs) => {
    const found = await effectIn({ runs: [{ ...JUNE, asOf }], bought: BOUGHT });
    expect(found?.runs).toHaveLength(runs);
  });

  it.each([
    ['COMMITTED', 1],
    ['CLOSED', 1],
    ['ROLLED_BACK', 0],
    ['REJECTED', 0],
    ['AWAITING_APPROVAL', 0],
    ['SIMULATED', 0],
  ])('those of a run that is %s', async (state, runs) => {
    expect((await effectIn({ runs: [{ ...JUNE, state }], bought: BOUGHT }))?.runs).toHaveLength(runs);
  });

  it('a run of a program that left no outbox tells nothing', async () => {
    const spoil = (objects: Map<string, Buffer>) => {
      for (const key of [...objects.keys()]) if (key.includes('/outbox/')) objects.delete(key);
    };
    expect(await effectIn({ runs: [JUNE], bought: BOUGHT, spoil })).toMatchObject({ runs: [], lines: [] });
  });

  it('before the mailing has begun nothing was sent, and the groups are there all the same', async () => {
    const spoil = (objects: Map<string, Buffer>) => {
      for (const key of [...objects.keys()]) if (key.includes('/outcomes/')) objects.delete(key);
    };
    expect(lineOf(await effectIn({ runs: [JUNE], bought: BOUGHT, spoil }), 'care').sent).toBe(0);
  });

  it('a damaged outbox ends the step instead of telling of a part of it', async () => {
    const spoil = (objects: Map<string, Buffer>) => {
      const key = [...objects.keys()].find((each) => each.includes('/outbox/')) ?? '';
      objects.set(key, objects.get(key)?.subarray(0, -6) ?? Buffer.alloc(0));
    };
    await expect(effectIn({ runs: [JUNE], bought: BOUGHT, spoil })).rejects.toThrow();
  });

  it('a simulated run measures nothing', async () => {
    expect(await effectIn({ runs: [JUNE], bought: BOUGHT, simulated: true })).toBeUndefined();
  });
});

describe('who is compared with whom', () => {
  it('all mail: the global control group against everybody else; it is no part of a campaign', async () => {
    const runs = [
      {
        ...JUNE,
        drawn: [...drawn('care', 'global'), { customer: 'c1', rule: 'care', heldOut: 'campaign' as const }],
      },
    ];
    const found = await effectIn({ runs, bought: BOUGHT });
    expect(lineOf(found, null)).toMatchObject({
      treated: { customers: 5 },
      heldOut: { customers: 2, revenue: 300 },
    });
    expect(found?.unmeasured).toEqual([{ campaign: 'care', name: null, customers: 5, why: 'tooFew' }]);
  });

  it('all mail counts a customer once, from his first mail on, with what all of his mails cost', async () => {
    const runs = [
      { ...JUNE, drawn: [...drawn('care', 'global'), ...drawn('news', 'global')] },
      { runId: 'july', asOf: '2026-07-31', drawn: drawn('care', 'global') },
    ];
    const policy = {
      mail: { costPerMail: '1' },
      campaigns: ['care', 'news'].map((rule) => ({ kind: 'membership', rule, template: 'care' })),
    };
    const line = lineOf(await effectIn({ runs, bought: BOUGHT, policy }), null);
    expect(line.treated).toEqual({ customers: 4, bought: 1, lost: 2, revenue: 1500 });
    expect(line).toMatchObject({ sent: 12, cost: { mails: 1200, codes: 0 } });
  });

  it('nobody is compared without a hold-out, and it says so', async () => {
    const runs = [{ ...JUNE, drawn: TREATED.map((customer) => ({ customer, rule: 'care' })) }];
    expect(await effectIn({ runs, bought: BOUGHT })).toMatchObject({
      lines: [],
      unmeasured: [{ campaign: 'care', customers: 4, why: 'noHoldOut' }],
    });
  });

  it('a tier is compared with itself alone, and who has nobody to be compared with is counted', async () => {
    const alone = { customer: 'x1', rule: 'care', tier: 'rest' };
    const line = lineOf(
      await effectIn({ runs: [{ ...JUNE, drawn: [...JUNE.drawn, alone] }], bought: BOUGHT }),
      'care',
    );
    expect(line).toMatchObject({ leftOut: 1, treated: { customers: 4 } });
  });

  it('a mail that a second run of the same period plans again is the same mail', async () => {
    const again = drawn('care').map((one) => ({ ...one, campaignId: 'care@june' }));
    const runs = [
      JUNE,
      { runId: 'again', asOf: '2026-07-05', drawn: again.map((one) => ({ ...one, outcome: 'capped' })) },
    ];
    const line = lineOf(await effectIn({ runs, bought: BOUGHT }), 'care');
    expect(line).toMatchObject({ treated: { customers: 4, revenue: 1500 }, sent: 4 });
  });

  it('customers who share a mailbox are left out and counted', async () => {
    const both = ['s1', 's2'].map((customer) => ({ customer, rule: 'care', mailbox: 'one box' }));
    const found = await effectIn({ runs: [{ ...JUNE, drawn: [...JUNE.drawn, ...both] }], bought: BOUGHT });
    expect(found?.shared).toBe(2);
    expect(lineOf(found, 'care').treated.customers).toBe(4);
  });
});

describe('a customer in two campaigns', () => {
  /** Forty in both, forty in `care` alone; every fourth is held out of care, every other of news. */
  const people = Array.from({ length: 80 }, (_, i) => i);
  const careHeld = (i: number) => i % 4 === 0;
  const newsHeld = (i: number) => i % 8 < 4;
  const held = (is: boolean) => (is ? { heldOut: 'campaign' as const } : {});
  const care = people.map((i) => ({ customer: `p${i}`, rule: 'care', ...held(careHeld(i)) }));
  const news = people
    .filter((i) => i < 40)
    .map((i) => ({ customer: `p${i}`, rule: 'news', ...held(newsHeld(i)) }));
  // News sells to all who get it, care to nobody.
  const bought = people
    .filter((i) => i < 40 && !newsHeld(i))
    .map((i) => [`p${i}`, '2026-07-10', 100] as const);

  it('is compared with those who were drawn to the same other campaigns', async () => {
    const found = await effectIn({ runs: [{ ...JUNE, drawn: [...care, ...news] }], bought });
    // Of the forty in both, ten are held out of care: a stratum of their own. In it half of each group got news.
    expect(lineOf(found, 'care').bought.value).toBeCloseTo(0, 1);
    expect(lineOf(found, 'news').bought.value).toBe(1);
    expect(lineOf(found, 'care').treated.customers).toBe(60);
  });

  it('a later campaign does not part those whom an earlier one brought there', async () => {
    // In July the shop writes to buyers only: of care’s treated all bought, of its held out none.
    const buyers = people.filter((i) => !careHeld(i));
    const july = {
      runId: 'july',
      asOf: '2026-07-31',
      drawn: buyers.map((i) => ({ customer: `p${i}`, rule: 'thanks' })),
    };
    const found = await effectIn({
      runs: [{ ...JUNE, drawn: care }, july],
      bought: buyers.map((i) => [`p${i}`, '2026-07-10', 100] as const),
    });
    expect(lineOf(found, 'care').bought.value).toBe(1);
    expect(lineOf(found, 'care').leftOut).toBe(0);
  });
});
