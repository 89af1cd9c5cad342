import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import { type Receipt, ReceiptSchema } from '../../../shared/domain/receipt.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import { anyMovement } from '../../support/any-movement.ts';
import { anyCuts, anyFacts } from '../../support/arbitrary-customer.ts';
import { anyPolicy } from '../../support/arbitrary-policy.ts';
import { basisOf, buyer, customer, FIRST_RUN, gradingPolicy, type Scene } from '../../support/grading.ts';
import { RICH_EDGES, richPolicy } from '../../support/rich-policy.ts';

const NOBODY: ReadonlySet<string> = new Set();
const anyMeasured = fc.record({
  premium: fc.option(fc.integer({ min: 0, max: 9 })),
  favourite: fc.option(fc.constantFrom('高端', '礼品', '日用')),
  studied: fc.option(fc.integer({ min: 0, max: 500_000 })),
  lastLogin: fc.option(fc.constantFrom('2026-03-01', '2026-08-01', '2026-09-20')),
  complaints: fc.integer({ min: 0, max: 3 }),
  country: fc.option(fc.constantFrom('CN', 'cn ', 'JP')),
  assets: fc.option(fc.constantFrom('6万', '50000', '48,000', '很多')),
  credit: fc.option(fc.constantFrom('A', 'B', 'C', 'Z')),
  member: fc.option(fc.constantFrom('是', 'no')),
  renewal: fc.option(fc.constantFrom('2026-10-10', '2026-12-31')),
});
const anyBuyer = fc
  .record({
    orders: fc.integer({ min: 0, max: 9 }),
    net: fc.integer({ min: -500, max: 45_000 }),
    days: fc.integer({ min: 0, max: 300 }),
    measured: anyMeasured,
  })
  .map(
    ({ orders, net, days, measured }): Measured =>
      buyer(orders, {
        ...{ netAmount: orders === 0 ? 0 : net, lifetimeNet: net, measured },
        lastOrderDate: orders === 0 ? null : addDays('2026-09-30', -days),
      }),
  );
const TIERS = ['top', 'high', 'twin', 'mid', 'fair', 'low'];
const byHand = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...TIERS));
const anyCustomer = fc.record({
  ...{ before: fc.option(anyBuyer), now: anyBuyer, quiet: fc.option(anyBuyer) },
  manual: byHand,
  shown: byHand,
  ...{ misses: fc.integer({ min: 0, max: 2 }), stays: fc.boolean(), risen: fc.boolean() },
});
const anyScene = fc.record({
  customers: fc.array(anyCustomer, { maxLength: 12 }),
  movement: anyMovement,
  periodic: fc.boolean(),
  cut: fc.integer({ min: 1, max: 8 }),
});

function mustRetrace(receipt: Receipt): void {
  const read = ReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)));
  expect(read).toEqual(receipt);
  expect(retrace(read)).toBe(receipt.tier);
  expect(retrace({ ...read, override: null })).toBe(receipt.earned);
}

const RISE = { on: '2026-07-15', from: 'low', to: 'mid', change: 'promoted', cause: 'behaviour' } as const;

interface World {
  rows: Measured[];
  scene: Scene;
}

/** What a first run left of each, and the run that is planned on it, on cut points that moved. */
function worldOf({
  customers,
  movement,
  periodic,
  cut,
}: typeof anyScene extends fc.Arbitrary<infer T> ? T : never): World {
  const policy = richPolicy({ movement });
  const manual = (i: number, tier: string | null) =>
    tier === null ? [] : [{ customerId: `c${i}`, tier, until: '2026-12-31', why: 'w' }];
  const rows = customers.map(({ before, now, quiet, shown, misses, stays, risen }, i): Measured => {
    const first = before && { ...before, customerId: `c${i}` };
    const basis = basisOf({ policy, edges: RICH_EDGES, overrides: manual(i, shown), run: FIRST_RUN });
    const [left] = first ? planPart([first], basis, NOBODY).held : [];
    const held = left && { ...left.held, misses, missedPeriod: misses ? '2026-Q2' : null };
    if (held && risen) held.published = { ...held.published, history: [RISE] };
    return { ...((stays && before) || now), quiet, customerId: `c${i}`, held: held ?? null };
  });
  const edges = {
    ...RICH_EDGES,
    orders: [cut, cut + 2],
    'orders[cn]': [cut, 8],
    ...{ money: [cut * 9_000, 70_000], third: [12_000 + cut * 1_500, 25_000] },
  };
  const overrides = customers.flatMap(({ manual: tier }, i) => manual(i, tier));
  const run = periodic ? {} : ({ mode: 'onDemand', asOf: '2026-10-05', period: '2026-Q4' } as const);
  return { rows, scene: { policy, edges, before: { edges: RICH_EDGES }, overrides, run } };
}

describe('any plan by a rich policy', () => {
  const receiptsOf = (given: Parameters<typeof worldOf>[0]) => {
    const { rows, scene } = worldOf(given);
    return planPart(rows, basisOf(scene), NOBODY).receipts;
  };

  it('can be counted again from each receipt alone, after its way through JSON', () => {
    fc.assert(
      fc.property(anyScene, (given) => {
        for (const receipt of receiptsOf(given)) mustRetrace(receipt);
      }),
      { numRuns: 100 },
    );
  });

  it('protects in every way', () => {
    const receipts = fc.sample(anyScene, { numRuns: 200, seed: 31 }).flatMap(receiptsOf);
    const found = new Set(receipts.map(({ protection }) => protection));
    expect([...found].sort()).toEqual([
      ...['', 'between', 'grace', 'manual', 'margin', 'misses', 'others', 'steps'],
    ]);
  });

  it('is the same whatever the order of rows and their parts', () => {
    fc.assert(
      fc.property(anyScene, fc.integer({ min: 1, max: 4 }), (given, parts) => {
        const { rows, scene } = worldOf(given);
        const basis = basisOf(scene);
        const whole = planPart(rows, basis, NOBODY);
        expect(planPart([...rows].reverse(), basis, NOBODY)).toEqual(whole);
        const cut = Array.from({ length: parts }, (_, part) =>
          planPart(
            rows.filter((_, i) => i % parts === part),
            basis,
            NOBODY,
          ),
        );
        for (const name of [
          'receipts',
          'same',
          'promoted',
          'demoted',
          'changes',
          'mails',
          'overridden',
        ] as const)
          expect(cut.reduce((sum, { counts }) => sum + counts[name], 0)).toBe(whole.counts[name]);
        const byId = (a: { customerId: string }, b: { customerId: string }) =>
          a.customerId < b.customerId ? -1 : 1;
        expect(cut.flatMap(({ receipts }) => receipts).sort(byId)).toEqual(whole.receipts);
        expect(cut.flatMap(({ held }) => held).sort(byId)).toEqual(whole.held);
      }),
      { numRuns: 40 },
    );
  });
});

describe('any plan by any policy', () => {
  it('can be counted again from each receipt alone', () => {
    const scene = fc.record({
      ...{
        over: anyPolicy,
        movement: anyMovement,
        first: anyCuts,
        second: anyCuts,
        was: anyFacts,
        is: anyFacts,
      },
      manual: fc.boolean(),
    });
    fc.assert(
      fc.property(scene, ({ over, movement, first, second, was, is, manual }) => {
        const policy = gradingPolicy({ ...over, movement });
        const [left] = planPart(
          [customer(was)],
          basisOf({ policy, edges: first, run: { ...FIRST_RUN, asOf: '2026-09-30' } }),
          NOBODY,
        ).held;
        const tier = policy.tiers.at(-1)?.id ?? '';
        const plan = planPart(
          [customer({ ...is, quiet: was, held: left?.held ?? null })],
          basisOf({
            ...{ policy, edges: second, before: { edges: first } },
            overrides: manual ? [{ customerId: 'c1', tier, until: '2026-12-31', why: 'w' }] : [],
          }),
          NOBODY,
        );
        for (const receipt of plan.receipts) mustRetrace(receipt);
      }),
      { numRuns: 150 },
    );
  });
});
