import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import type { Held } from '../../../shared/domain/held.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import { ReceiptSchema } from '../../../shared/domain/receipt.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import {
  basisOf,
  buyer,
  customer,
  EDGES,
  FIRST_RUN,
  gradingPolicy,
  heldAfterFirst,
} from '../../support/grading.ts';

const nobodyTouched: ReadonlySet<string> = new Set();
const ON_DEMAND = { mode: 'onDemand', asOf: '2026-10-05', period: '2026-Q4' } as const;

describe('what is published', () => {
  it('stays word for word between periods when nothing happened', () => {
    const held = heldAfterFirst(buyer(6));
    const later = planPart(
      [buyer(6, { held })],
      basisOf({ run: { ...ON_DEMAND, asOf: '2027-02-01' } }),
      nobodyTouched,
    );
    expect(later.changes).toEqual([]);
    expect(later.held).toEqual([{ customerId: 'c1', held }]);
  });

  it('is refreshed between periods when the customer bought, even within his tier', () => {
    const held = heldAfterFirst(buyer(3));
    const { changes } = planPart([buyer(4, { held })], basisOf({ run: ON_DEMAND }), nobodyTouched);
    expect(changes).toMatchObject([{ change: 'same', published: { orders: 4, since: '2026-06-30' } }]);
  });

  it('keeps since and history through a quiet period, and adds a step when the tier changes', () => {
    const held = heldAfterFirst(buyer(3));
    const [step] = planPart([buyer(6, { held })], basisOf(), nobodyTouched).changes;
    expect(step?.published).toMatchObject({
      ...{ tier: 'high', since: '2026-09-30', scores: { orders: 3, fresh: 2 } },
      history: [
        { on: '2026-06-30', from: null, to: 'mid', change: 'joined', cause: '' },
        { on: '2026-09-30', from: 'mid', to: 'high', change: 'promoted', cause: 'behaviour' },
      ],
    });
  });

  it('tells of the last twenty steps', () => {
    const held = heldAfterFirst(buyer(3));
    const [entry] = held.published.history;
    const long: Held = {
      ...held,
      published: {
        ...held.published,
        history: Array.from({ length: 20 }, () => entry).flatMap((e) => e ?? []),
      },
    };
    const [step] = planPart([buyer(6, { held: long })], basisOf(), nobodyTouched).changes;
    expect(step?.published.history).toHaveLength(20);
    expect(step?.published.history.at(-1)?.change).toBe('promoted');
  });

  it('says of someone who left that he has no tier and no facts any more', () => {
    const held = heldAfterFirst(buyer(3));
    const gone = customer({ present: false, held, orderCount: 0, lifetimeOrders: 0, lifetimeNet: 0 });
    const plan = planPart([gone], basisOf(), nobodyTouched);
    expect(plan.changes).toMatchObject([
      {
        change: 'left',
        previousTier: 'mid',
        published: { tier: null, scores: {}, orders: 0, lastOrderDate: null },
      },
    ]);
    expect(plan).toMatchObject({
      receipts: [],
      held: [],
      mails: [],
      counts: { held: 1, left: 1, features: 0 },
    });
  });

  it('is the same the second time: no change, no mail of movement', () => {
    const first = planPart([buyer(3, { held: heldAfterFirst(buyer(1)) })], basisOf(), nobodyTouched);
    const again = planPart(
      [buyer(3, { held: first.held[0]?.held ?? null })],
      basisOf({ run: { runId: 'r3', runSeq: 3, baseSeq: 2 } }),
      nobodyTouched,
    );
    expect(first.changes).toHaveLength(1);
    expect(again.changes).toEqual([]);
  });
});

describe('healing', () => {
  it('writes again whoever an uncommitted run may have written', () => {
    const held = heldAfterFirst(buyer(3));
    const between = basisOf({ run: ON_DEMAND });
    const { changes } = planPart([buyer(3, { held })], between, new Set(['c1']));
    expect(changes).toMatchObject([{ change: 'same', published: held.published }]);
  });

  it('publishes no tier for those of them whom nothing names now', () => {
    const { changes, counts } = planPart([], basisOf(), new Set(['x']), ['x']);
    expect(changes).toMatchObject([{ customerId: 'x', published: { tier: null, history: [] } }]);
    expect(counts).toMatchObject({ changes: 1, left: 0 });
  });
});

describe('why someone moved', () => {
  it('remembers what he did while his tier was protected', () => {
    const held = heldAfterFirst(buyer(6));
    const refunded = buyer(1);
    const between = planPart([{ ...refunded, held }], basisOf({ run: ON_DEMAND }), nobodyTouched);
    expect(between.receipts).toMatchObject([{ tier: 'high', change: 'same' }]);
    const periodic = basisOf({
      run: { runId: 'r3', runSeq: 3, baseSeq: 2, period: '2026-Q4', asOf: '2026-10-31' },
    });
    const later = planPart([{ ...refunded, held: between.held[0]?.held ?? null }], periodic, nobodyTouched);
    expect(later.receipts).toMatchObject([{ tier: 'low', change: 'demoted', cause: 'behaviour' }]);
  });
});

const anyRow = fc
  .record({
    orders: fc.integer({ min: 0, max: 9 }),
    days: fc.integer({ min: 0, max: 300 }),
    before: fc.option(fc.integer({ min: 0, max: 9 })),
    present: fc.boolean(),
  })
  .map(({ orders, days, before, present }) => {
    const row = buyer(orders, { lastOrderDate: orders === 0 ? null : addDays('2026-09-30', -days) });
    const held = before === null ? null : heldAfterFirst(buyer(before, { lastOrderDate: '2026-05-31' }));
    return { ...row, held, present: present || held === null };
  });
const anyRows = fc
  .array(anyRow, { maxLength: 25 })
  .map((rows) => rows.map((row, i): Measured => named(row, `c${String(i).padStart(3, '0')}`)));

function named(row: Measured, customerId: string): Measured {
  const held = row.held && { ...row.held, published: { ...row.held.published, customerId } };
  return { ...row, customerId, held };
}

const anyPolicy = fc
  .record({
    downAfterMisses: fc.integer({ min: 1, max: 3 }),
    between: fc.constantFrom('up', 'both', 'none'),
  })
  .map((movement) => gradingPolicy({ movement }));
const anyRun = fc.constantFrom({}, ON_DEMAND, FIRST_RUN);

describe('any plan', () => {
  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        anyRows,
        anyRun,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (rows, run, dice) => {
          const shuffled = rows
            .map((row) => ({ row, at: dice.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
          const basis = basisOf({ run });
          expect(planPart(shuffled, basis, nobodyTouched)).toEqual(planPart(rows, basis, nobodyTouched));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('can be counted again from each receipt alone, and survives its way through JSON', () => {
    fc.assert(
      fc.property(anyRows, anyPolicy, anyRun, (rows, policy, run) => {
        const { receipts } = planPart(rows, basisOf({ policy, run }), nobodyTouched);
        for (const receipt of receipts) {
          const read = ReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)));
          expect(read).toEqual(receipt);
          expect(retrace(read)).toBe(receipt.tier);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is empty when it is made once more on what it left', () => {
    fc.assert(
      fc.property(anyRows, anyPolicy, anyRun, (rows, policy, run) => {
        const first = planPart(rows, basisOf({ policy, run }), nobodyTouched);
        const left = new Map(first.held.map(({ customerId, held }) => [customerId, held]));
        const next = rows
          .filter(({ present }) => present)
          .map((row) => ({ ...row, held: left.get(row.customerId) ?? null }));
        const again = { ...run, runId: 'r9', runSeq: 9, baseSeq: 8 };
        expect(planPart(next, basisOf({ policy, run: again }), nobodyTouched).changes).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a stricter policy whose effect an earlier run put off', () => {
  const campaigns = [
    { rule: 'down', kind: 'movement', on: ['demoted'], tier: 'low', template: 'moved-down' },
  ];
  const strictTiers = gradingPolicy().tiers.map((tier) =>
    tier.id === 'mid' ? { ...tier, when: { orders: '= 3' } } : tier,
  );
  const NEXT = { runId: 'r3', runSeq: 3, asOf: '2026-12-31', period: '2026-Q4', baseSeq: 2 };

  it.each([
    ['on demand, where nobody goes down', {}, { ...ON_DEMAND }],
    ['by asking for two misses', { movement: { downAfterMisses: 2 } }, {}],
  ])('%s, is the cause and mails nobody', (_, over, second) => {
    const mild = gradingPolicy({ campaigns, ...over });
    const strict = gradingPolicy({ campaigns, ...over, tiers: strictTiers });
    const grounds = new Map([['r1', { policy: mild, edges: EDGES, currency: 'CNY', lifetime: null }]]);
    const first = heldAfterFirst(buyer(3), { policy: mild });
    const taken = { policy: strict, before: { policy: mild }, grounds, run: second };
    const [kept] = planPart([buyer(3, { held: first })], basisOf(taken), nobodyTouched).held;
    expect(kept?.held).toMatchObject({ ground: 'r1', published: { tier: 'mid' } });

    const later = basisOf({ policy: strict, grounds, run: NEXT });
    const plan = planPart([buyer(3, { held: kept?.held ?? null })], later, nobodyTouched);
    expect(plan.receipts).toMatchObject([{ change: 'demoted', tier: 'low', cause: 'policy' }]);
    expect(plan.mails).toEqual([]);
    expect(plan.held).toMatchObject([{ held: { version: 1, ground: 'r3' } }]);
  });
});
