import { describe, expect, test } from 'vitest';
import { planPart } from '../../../shared/domain/plan-part.ts';
import { basisOf, FIRST_RUN } from '../../support/grading.ts';
import { act, answer, type Export, measured, order, person, policyWith } from '../../support/measured.ts';

/** Measured and planned as one run after the other: what the lake tells, down to what is written. */
const words = (text: string) => ({ en: text, 'zh-CN': text });
const policy = policyWith({
  features: {
    level: { from: 'customers', column: 'level' },
    visits: { from: 'activity', take: 'count' },
    complaints: { from: 'feedback', feedback: 'complaint', take: 'count' },
  },
  scores: { orders: { of: 'orderCount', better: 'higher', bands: { edges: [2, 5] } } },
  flags: { upset: { name: words('Upset'), when: { complaints: '>= 1' } } },
  tiers: [
    { id: 'regular', name: words('Regular'), when: { visits: '>= 2' } },
    { id: 'rest', name: words('Rest') },
  ],
  portrait: { columns: ['level'] },
});
const BASE_DAY = '2026-06-30';
const uploadedAt = '2026-07-01T04:00:00Z';
const level = (text: string): Export => ({
  ...{ kind: 'customers', rows: [person({ attributes: JSON.stringify({ level: text }) })] },
  uploadedAt: text === 'free' ? uploadedAt : '2026-07-02T04:00:00Z',
});
const spring = { occurred_at: '2026-06-20T10:00:00Z' };
const FIRST: Export[] = [
  { kind: 'orders', rows: [order({ ordered_at: '2026-06-10T12:00:00Z' })], uploadedAt },
  level('free'),
  { kind: 'activity', rows: [act(spring)], uploadedAt },
];

async function second(late: Export[], asOf: string) {
  const first = await measured({ exports: FIRST, policy, asOf: BASE_DAY });
  const edges = { orders: [2, 5] };
  const begun = planPart(first.features, basisOf({ policy, edges, run: FIRST_RUN }), new Set());
  const held = begun.held.map(({ customerId, held }) => ({
    ...{ customer_id: customerId, held: JSON.stringify(held) },
  }));
  const exports = [...FIRST, ...late];
  const { features } = await measured({ exports, policy, asOf, held, seenByBase: [0, 1, 2] });
  const run = { mode: 'onDemand', asOf } as const;
  return planPart(features, basisOf({ policy, edges, run }), new Set()).changes;
}

describe.each([
  ['on the base run’s own day', BASE_DAY],
  ['a few days later', '2026-07-05'],
])('a run between periods, %s', (_, asOf) => {
  test.each<[string, Export[], object]>([
    ['a column', [level('pro')], { change: 'same', published: { columns: { level: 'pro' } } }],
    [
      'a flag',
      [{ kind: 'feedback', rows: [answer({ ...spring, feedback: 'complaint', score: null })] }],
      { change: 'same', published: { flags: ['upset'] } },
    ],
    [
      'a tier',
      [{ kind: 'activity', rows: [act({ ...spring, quantity: 900 })] }],
      { change: 'promoted', cause: 'behaviour', published: { tier: 'regular' } },
    ],
  ])('%s of late files is written', async (_, late, expected) =>
    expect(await second(late, asOf)).toMatchObject([{ customerId: 'a', ...expected }]),
  );

  test('nobody is written where nothing is new, or where everything is told again', async () => {
    expect(await second([], asOf)).toEqual([]);
    const [orders, , activity] = FIRST;
    expect(
      await second(
        [orders, activity].flatMap((one) => one ?? []),
        asOf,
      ),
    ).toEqual([]);
  });
});
