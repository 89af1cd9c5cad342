import { expect, it } from 'vitest';
import { campaignLines } from '../../../infra/cli/campaign-lines.ts';
import { type CampaignState, CampaignStateSchema } from '../../../shared/contract/campaigns.ts';

const wait = { cause: 'quota', until: Date.parse('2026-10-02T01:30:00Z') };
const counted = {
  ...{ mails: 3, sent: 1, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
  ...{ pending: 2, covered: 0, delivered: 0, bounced: 0, complained: 0, opened: 0, newestUnknownAt: 0 },
};
const campaign = (more: object): CampaignState =>
  CampaignStateSchema.parse({ campaignId: 'up@1', figures: { ...counted, wait }, ...more });
const listed = (state: CampaignState, language: 'en' | 'zh-CN') =>
  campaignLines([state], 'Asia/Shanghai', { language }).join('\n');

it.each([
  [
    'what its mails wait for',
    {},
    'waits for the next day’s quota, until 2 October 2026, 09:30 (Asia/Shanghai)',
    '至 2026年10月2日 09:30（Asia/Shanghai）',
  ],
  ['why a person stopped it', { status: 'paused', why: 'person' }, 'by hand', '人工'],
])('a campaign is listed with %s', (_, more, en, zh) => {
  expect(listed(campaign(more), 'en')).toContain(en);
  expect(listed(campaign(more), 'zh-CN')).toContain(zh);
});

it('a cancelled campaign waits for nothing', () => {
  expect(listed(campaign({ status: 'cancelled' }), 'en')).not.toContain('until');
});
