import { type ReportDependencies, report } from '../../lambdas/report/step.ts';
import type { Inventory, Review } from '../../shared/contract/artifacts.ts';
import type { OutboxMail } from '../../shared/contract/mails.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { gradingPolicy } from './grading.ts';
import { NASTY } from './report-run.ts';
import { SHOP, shipped } from './shipped-letters.ts';

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh });

/** Three campaigns: one with a hostile name, one with a variant, one with an offer; the highest tier's name is hostile too. */
export const PLAN_POLICY = gradingPolicy({
  shop: { ...SHOP, name: words('Tea & Paper', '茶与纸') },
  tiers: [
    { id: 'high', name: words(`Gold${NASTY}`, `金牌${NASTY}`), when: { orders: '= 3', fresh: '= 2' } },
    { id: 'mid', name: words('Silver', '银牌'), when: { orders: '>= 2' } },
    { id: 'low', name: words('Bronze', '铜牌') },
  ],
  campaigns: [
    {
      ...{ rule: 'risen', kind: 'movement', on: ['promoted'], template: 'moved-up' },
      name: words(`Congratulations${NASTY}`, `升级祝贺${NASTY}`),
    },
    {
      ...{ rule: 'every-low', kind: 'membership', tier: 'low', template: 'regular', holdOut: 0.1 },
      variants: [{ when: { orderCount: '= 1' }, template: 'first-purchase' }],
    },
    {
      ...{ rule: 'quiet', kind: 'membership', tier: 'mid', template: 'exclusive-offer' },
      ...{ name: words('Come back', '回访优惠'), offer: { list: 'autumn', cost: '5' } },
    },
  ],
  approval: 'guarded',
});

/** Whoever he is: nothing of him may stand on a page. */
const SECRET = { customerId: 'secret-id', name: 'Secret Person', address: 'secret@example.com' };

const mail = (over: Partial<OutboxMail>): OutboxMail => ({
  ...{ campaignId: 'risen@7', rule: 'risen', kind: 'movement', ...SECRET, tier: 'high', previousTier: 'mid' },
  ...{ language: 'en', template: 'moved-up', skip: null, consentOn: '2026-01-13', consentSource: null },
  ...{ since: '2026-09-30', lastOrderDate: null, topic: 'tier', priority: 50 },
  ...{ sid: 's', mailbox: 'm', customer: 'c', heldOut: null, digest: 'd', already: null },
  ...over,
});

const some = (count: number, over: Partial<OutboxMail>): OutboxMail[] =>
  Array.from({ length: count }, () => mail(over));

const low = { campaignId: 'every-low@2026-Q3', rule: 'every-low', tier: 'low', previousTier: null } as const;
const quiet = {
  campaignId: 'quiet@2026-Q3',
  rule: 'quiet',
  tier: 'mid',
  template: 'exclusive-offer',
} as const;
export const PLAN_MAILS: OutboxMail[] = [
  ...some(12, {}),
  ...some(20, { ...low, template: 'regular' }),
  ...some(2, { ...low, template: 'regular', heldOut: 'campaign', digest: '' }),
  ...some(3, { ...low, template: 'regular', skip: 'no_consent', digest: '' }),
  ...some(2, { ...low, template: 'regular', skip: 'no_address', digest: '' }),
  ...some(5, { ...quiet, previousTier: 'high' }),
];

const inventory: Inventory = {
  ...{ version: 1, runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
  ...{ engine: 'duckdb', policyHash: 'p', currency: 'CNY', intakes: [], uncommitted: [], base: null },
};

const move = (from: string | null, to: string | null, change: string, cause: string, count: number) =>
  ({ from, to, change, cause, count }) as Review['moves'][number];

export const PLAN_MOVES: Review['moves'] = [
  ...[move('mid', 'high', 'promoted', 'behaviour', 12), move('low', 'mid', 'promoted', 'others', 30)],
  ...[move('high', 'mid', 'demoted', 'time', 9), move('mid', 'low', 'demoted', 'behaviour', 41)],
  ...[
    move('high', 'high', 'same', '', 88),
    move('mid', 'mid', 'same', '', 260),
    move('low', 'low', 'same', '', 1204),
  ],
  ...[move(null, 'low', 'joined', 'behaviour', 73), move('low', null, 'left', '', 4)],
];

const review: Review = {
  ...{ version: 1, runId: 'r2', parts: 1, unreadable: {}, moves: PLAN_MOVES },
  counts: {
    ...{ features: 1717, receipts: 1717, joined: 73, promoted: 42, demoted: 50, sideways: 0, same: 1552 },
    ...{ left: 4, held: 1648, changes: 169, mails: 44, flaps: 0, overridden: 0 },
  },
  measured: {} as Review['measured'],
  cost: {
    pricesOf: '2026-11-01',
    lines: [{ id: 'mail', say: words('mails', '邮件'), count: 37, usd: 0.37 }],
    total: 0.37,
  },
  anomalies: [
    { code: 'G_MOVED', say: words('9 % of customers move.', '9% 的客户等级有变。'), trips: true },
    { code: 'G_MISSING', say: words('No feedback has arrived.', '没有收到客户反馈。'), trips: false },
  ],
};

const preflight: Preflight = {
  ...{ version: 1, runId: 'r2', contentDigest: 'd', quota: null, on: '2026-10-01', problems: [] },
  counts: {
    ...{ mails: 44, due: 37, skipped: 5, heldOut: 2, already: 0, tiers: {}, offers: {} },
    campaigns: {
      'quiet@2026-Q3': { rule: 'quiet', mails: 5, due: 5, heldOut: 0, already: 0 },
      'every-low@2026-Q3': { rule: 'every-low', mails: 27, due: 20, heldOut: 2, already: 0 },
      'risen@7': { rule: 'risen', mails: 12, due: 12, heldOut: 0, already: 0 },
    },
  },
  days: [
    { date: '2026-10-01', mails: 30 },
    { date: '2026-10-02', mails: 7 },
  ],
};

const WAITING = { state: 'AWAITING_APPROVAL', expiresAt: '2026-10-08T08:00:00.000Z' } as Run;

interface Given extends Partial<ReportDependencies> {
  policy?: ReportDependencies['policy'];
}

/** Shows the plan of a run with those campaigns; `over` replaces what it reads. Answers what it wrote, by file. */
export async function planned(over: Given = {}): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  const deps = {
    inventory: async () => inventory,
    policy: async (): Promise<Policy> => PLAN_POLICY,
    review: async () => review,
    preflight: async () => preflight,
    run: async () => WAITING,
    mails: async () => PLAN_MAILS,
    outbox: async () => PLAN_MAILS,
    letters: async () => shipped.render,
    put: async (key: string, text: string) => void written.set(key.replace('reports/r2/', ''), text),
    ...over,
  } as ReportDependencies;
  await report(deps)({ runId: 'r2', parts: 1, about: 'PLAN' });
  return written;
}

export const PLANNED = { inventory, review };
