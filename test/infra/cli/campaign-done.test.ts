import { expect, it } from 'vitest';
import { doneLine } from '../../../infra/cli/campaign-done.ts';
import { CampaignStateSchema, EVERY } from '../../../shared/contract/campaigns.ts';

const figures = (pending: number) => ({
  ...{ mails: 5, sent: 5 - pending, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0 },
  ...{ cancelled: 0, pending, covered: 0, delivered: 0, bounced: 0, complained: 0, opened: 0 },
  newestUnknownAt: 0,
});
const state = (pending: number) =>
  CampaignStateSchema.parse({ campaignId: 'gold@q', figures: figures(pending) });

it.each([
  [
    'pause',
    'gold@q',
    undefined,
    /`npm run tierwise -- campaign resume gold@q` goes on/,
    /`npm run tierwise -- campaign resume gold@q` 会/,
  ],
  ['pause', 'gold@q', state(2), /`npm run tierwise -- campaign resume gold@q` goes on/, /剩余部分/],
  ['pause', 'gold@q', state(0), /nothing was left/, /没有待发邮件/],
  [
    'pause',
    EVERY,
    undefined,
    /^all: .*`npm run tierwise -- campaign resume all`/,
    /^all：.*`npm run tierwise -- campaign resume all`/,
  ],
  ['resume', 'gold@q', state(0), /^gold@q: resumed$/, /^gold@q：已继续$/],
] as const)('after %s of %s it is said how that goes on', (act, campaignId, known, en, zh) => {
  const line = doneLine(act, campaignId, known);
  expect(line.en).toMatch(en);
  expect(line['zh-CN']).toMatch(zh);
});
