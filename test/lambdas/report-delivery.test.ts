import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../lambdas/report/delivery.ts';
import { deliverySection } from '../../lambdas/report/delivery-section.ts';
import { outcomeBeforeSending } from '../../lambdas/report/rows.ts';
import { SendCountsSchema } from '../../shared/contract/artifacts.ts';
import type { CampaignFigures } from '../../shared/contract/campaigns.ts';
import { OutboxMailSchema } from '../../shared/contract/mails.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import { ReportSchema } from '../../shared/contract/report.ts';
import { sayIn } from '../../shared/domain/report/html.ts';
import { gradingPolicy } from '../support/grading.ts';
import { reported } from '../support/report-run.ts';

const words = (zh: string, en: string) => ({ en, 'zh-CN': zh });

const policy = gradingPolicy({
  tiers: [
    { id: 'top', name: words('核心', 'Core'), when: { netAmount: '>= 500' } },
    { id: 'base', name: words('普通', 'Regular') },
  ],
  campaigns: [
    {
      rule: 'quarterly',
      kind: 'membership',
      template: 'regular',
      name: words('季度来信', 'Quarterly letter'),
    },
    { rule: 'up', kind: 'movement', on: ['promoted'], template: 'moved-up' },
  ],
});

const figures = (sent: number, other: Partial<CampaignFigures> = {}): CampaignFigures => ({
  ...{ mails: sent, sent, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
  ...{
    pending: 0,
    covered: sent,
    delivered: 0,
    bounced: 0,
    complained: 0,
    awaited: 0,
    opened: 0,
    newestUnknownAt: 0,
  },
  ...other,
});

const counts = (campaigns: Record<string, CampaignFigures>) =>
  SendCountsSchema.parse({
    ...{ mails: 0, sent: 0, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
    ...{ pending: 0, waitSeconds: 0, campaigns },
  });

const PREFLIGHT: Preflight = {
  ...{ runId: 'r2', contentDigest: 'd', quota: null, problems: [] },
  days: [
    { date: '2026-10-01', mails: 180 },
    { date: '2026-10-02', mails: 20 },
  ],
  counts: {
    ...{ mails: 220, due: 200, skipped: 10, heldOut: 10, already: 0, campaigns: {}, offers: {} },
    tiers: { base: { due: 100, heldOut: 10, already: 60 }, top: { due: 40, heldOut: 0, already: 0 } },
  },
};

describe('what the report says of mails on their way', () => {
  it('adds up the parts of a campaign under the name that people know it by', () => {
    const parts = [
      counts({ 'quarterly@2026-Q3': figures(3, { delivered: 1, bounced: 1, awaited: 1 }) }),
      counts({
        'quarterly@2026-Q3': figures(4, { delivered: 3, opened: 1, awaited: 1 }),
        'up@after-1': figures(1),
      }),
    ];
    expect(deliveryOf(policy, undefined, parts).campaigns).toEqual([
      {
        ...{ campaign: 'quarterly', name: words('季度来信', 'Quarterly letter') },
        ...{ sent: 7, delivered: 4, bounced: 1, complained: 0, awaited: 2, opened: 1, unknown: 0 },
      },
      {
        ...{ campaign: 'up', name: null },
        ...{ sent: 1, delivered: 0, bounced: 0, complained: 0, awaited: 0, opened: 0, unknown: 0 },
      },
    ]);
  });

  it('lists the strata of the control groups in the order of the ladder', () => {
    expect(deliveryOf(policy, PREFLIGHT, []).control).toEqual([
      { tier: words('核心', 'Core'), audience: 40, heldOut: 0 },
      { tier: words('普通', 'Regular'), audience: 170, heldOut: 10 },
    ]);
  });

  it('has no control groups where nobody was left out', () => {
    const tiers = { base: { due: 160, heldOut: 0, already: 0 } };
    const preflight = { ...PREFLIGHT, counts: { ...PREFLIGHT.counts, tiers } };
    expect(deliveryOf(policy, preflight, []).control).toEqual([]);
  });

  it('shows days, fates and groups in both languages', async () => {
    const sendCounts = async () => [
      counts({ 'quarterly@2026-Q3': figures(7, { delivered: 6, awaited: 1 }) }),
    ];
    const written = await reported({
      policy: async () => policy,
      preflight: async () => PREFLIGHT,
      sendCounts,
    });
    const report = ReportSchema.parse(JSON.parse(written.get('reports/r2/report.json') ?? ''));
    const [en, zh] = [deliverySection(report, sayIn('en')), deliverySection(report, sayIn('zh-CN'))];
    for (const text of [
      '2026-10-02',
      'Quarterly letter',
      '5.9%',
      'take it as a hint',
      'no news yet',
      'within each part',
    ])
      expect(en).toContain(text);
    for (const text of ['2026-10-02', '季度来信', '5.9%', '仅供参考', '暂无消息', '一万名顾客之内'])
      expect(zh).toContain(text);
  });

  it('is silent while there is nothing to say', async () => {
    const written = await reported();
    const report = ReportSchema.parse(JSON.parse(written.get('reports/r2/report.json') ?? ''));
    expect(deliverySection(report, sayIn('en'))).toBe('');
  });
});

describe('a mail before the sender has looked at it', () => {
  const mail = OutboxMailSchema.parse({
    ...{
      campaignId: 'up@after-1',
      rule: 'up',
      kind: 'movement',
      customerId: 'c1',
      customer: 'handle-c1',
      tier: 'top',
      previousTier: null,
    },
    ...{
      address: 'c1@example.com',
      name: null,
      language: 'en',
      template: 'moved-up',
      skip: null,
      consentOn: null,
    },
    ...{ since: '2026-09-30', sid: 's', mailbox: 'm', heldOut: null, digest: '' },
  });

  it.each([
    ['waits', {}, 'pending', ''],
    ['belongs to the control group of all mail', { heldOut: 'global' as const }, 'heldOut', 'global'],
    ['belongs to the control group of its campaign', { heldOut: 'campaign' as const }, 'heldOut', 'campaign'],
    [
      'may not be sent, whatever was drawn',
      { skip: 'no_consent', heldOut: 'global' as const },
      'suppressed',
      'no_consent',
    ],
  ])('%s', (_, other, outcome, reason) => {
    expect(outcomeBeforeSending({ ...mail, ...other })).toMatchObject({ outcome, reason });
  });
});
