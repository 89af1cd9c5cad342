import { readFileSync } from 'node:fs';
import { type ReportDependencies, report } from '../../lambdas/report/step.ts';
import { openLongFiles } from '../../shared/adapters/long-files.ts';
import type { Inventory, Model, OutcomeLine, Review } from '../../shared/contract/artifacts.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { type Measured, type PartPlan, planPart } from '../../shared/domain/plan-part.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { basisOf, buyer, EDGES, gradingPolicy, heldAfterFirst } from './grading.ts';

export const NASTY = `<script>alert("1")</script>'&`;
const nasty = (text: string) => ({ en: `${text}${NASTY}`, 'zh-CN': `${text}${NASTY}` });
const words = (text: string) => ({ en: text, 'zh-CN': text });

/** `high` has a name that would run if anything forgot to escape it; `spent` is a score in money. */
export const policy = gradingPolicy({
  scores: {
    orders: { of: 'orderCount', better: 'higher', bands: { edges: [2, 5] } },
    fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
    spent: { of: 'netAmount', better: 'higher', bands: { edges: [1234.5] } },
  },
  tiers: [
    { id: 'high', name: nasty('High'), when: { orders: '= 3', fresh: '= 2' } },
    { id: 'mid', name: words('Mid'), when: { orders: '>= 2' } },
    { id: 'low', name: words('Low') },
  ],
  campaigns: [{ rule: 'every-low', kind: 'membership', tier: 'low', template: 'regular' }],
});

const edges = { ...EDGES, spent: [123_450] };
const grown = (customerId: string): Measured => {
  const before = heldAfterFirst(buyer(1, { customerId }), { policy, edges });
  return buyer(6, { customerId, held: before });
};

/** Two parts: somebody promoted and somebody with a refund more than he bought; then two that a spreadsheet would run. */
const ROWS: Measured[][] = [
  [grown('c1'), buyer(1, { customerId: 'c2', netAmount: -500, email: '-5@example.com' })],
  [buyer(1, { customerId: '=cmd|calc' }), buyer(1, { customerId: '-5', email: '@sum', consent: null })],
];

const inventory: Inventory = {
  ...{ version: 1, runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
  ...{ engine: 'duckdb', policyHash: 'p', currency: 'CNY', intakes: [], newestUpload: '', uncommitted: [] },
  base: {
    ...{ runId: 'r1', runSeq: 1, asOf: '2026-06-30', parts: 1 },
    ...{ modelRunId: 'r1', servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
  },
};

export const intake: Intake = {
  ...{ version: 1, intakeId: 'i1', kind: 'orders', status: 'committed', key: `orders/${NASTY}.csv` },
  ...{ versionId: 'v', uploadedAt: '2026-09-30T00:00:00Z', sequencer: '0', sha256: '', contentId: 'i1' },
  counts: { rows: 10, kept: 6, rejected: 1, repeated: 1, setAside: 2, blank: 0 },
  ...{ amounts: {}, problems: [], unmatched: [], from: '2026-01-01', to: '2026-09-30' },
};

export const STATEMENTS = {
  ...{ intakeId: 'i1', rows: 8, current: 5, replaced: 3, changed: 2, moved: 1 },
  replacedBy: [{ intakeId: 'i1', rows: 3 }],
};

const model: Model = {
  ...{ version: 1, calibratedBy: 'r2', asOf: '2026-09-30', policyHash: 'p', population: 4, edges },
  ...{ lifetime: null, criteria: [] },
};

function reviewOf(plans: readonly PartPlan[], heldBefore: number): Review {
  const counts = { ...plans[0]?.counts } as Review['counts'];
  for (const { counts: more } of plans.slice(1))
    for (const [name, count] of Object.entries(more)) counts[name as keyof typeof counts] += count;
  const nothing = { orderRows: 0, repeated: 0, anonymous: 0, later: 0, cancelled: 0, unpaid: 0 };
  const customers = counts.features;
  const measured = { ...nothing, features: customers, customers, left: 0, notCounted: 0, orders: 0 };
  return {
    runId: 'r2',
    parts: plans.length,
    counts: { ...counts, held: heldBefore },
    measured,
    unreadable: {},
    ...{ moves: [], cost: null, anomalies: [] },
  };
}

/** Long files for real, read again where the bucket would take them. */
export const longFilesIn = (written: Map<string, string>) =>
  openLongFiles(
    {
      upload: async (path, key) => {
        written.set(key, readFileSync(path, 'utf8'));
        return '';
      },
    },
    'text/csv; charset=utf-8',
  );

interface Graded {
  policy: Policy;
  edges: Record<string, number[]>;
  rows: Measured[][];
}

/**
 * Makes the report of that small run, or of other rows under another policy, one of whom was held before; `over` replaces
 * what it reads. Answers what it wrote, by key.
 */
export async function reported(
  over: Partial<ReportDependencies> = {},
  graded: Graded = { policy, edges, rows: ROWS },
  found: (review: Review) => Review = (review) => review,
): Promise<Map<string, string>> {
  const plans = graded.rows.map((rows) => planPart(rows, basisOf(graded), new Set()));
  const review = found(reviewOf(plans, 1));
  const written = new Map<string, string>();
  const deps: ReportDependencies = {
    inventory: async () => inventory,
    policy: async () => graded.policy,
    model: async () => model,
    review: async (runId) =>
      runId === 'r1' ? { ...review, counts: { ...review.counts, receipts: 1 } } : review,
    statements: async () => Buffer.from(JSON.stringify({ exports: [STATEMENTS] })),
    applied: async () => plans.map(({ changes }) => ({ changes: changes.length, written: changes.length })),
    intakes: async () => [intake],
    receipts: async (_, part) => plans[part]?.receipts ?? [],
    changes: async (_, part) => plans[part]?.changes ?? [],
    mails: async (_, part) => (plans[part]?.mails ?? []).map((mail) => ({ ...mail, since: inventory.asOf })),
    outbox: async () => undefined,
    preflight: async () => undefined,
    letters: async () => undefined,
    effect: async () => null,
    contacts: async () => [],
    sendCounts: async () => [],
    used: async () => [],
    sentOutcomes: async () => undefined,
    run: async () => undefined,
    runs: async () => [],
    undone: async (runId) => {
      throw new Error(`${runId} is no roll-back`);
    },
    put: async (key, text) => void written.set(key, text),
    longFiles: longFilesIn(written),
    ...over,
  };
  await report(deps)({ runId: 'r2', parts: plans.length });
  return written;
}

export const outcome = (over: Partial<OutcomeLine>): OutcomeLine => ({
  ...{ customerId: 'c2', email: 'c2@example.com', campaign: 'every-low', template: 'regular' },
  ...{ outcome: 'sent', reason: '' },
  ...over,
});
