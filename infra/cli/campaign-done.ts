import { type CampaignState, EVERY } from '../../shared/contract/campaigns.ts';
import type { Request } from '../../shared/contract/requests.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';

export type Act = Extract<Request, { want: 'campaign' }>['act'];

const DONE: Record<Exclude<Act, 'pause'>, Bilingual> = {
  resume: both('resumed', '已继续'),
  cancel: both('cancelled; what was not sent stays so', '已取消；未发出的邮件不会再发'),
  release: both(
    'released; each mail that has been unknown for a day is tried once more',
    '已放行；结果不明满一天的邮件各再试一次',
  ),
};

/** What was done to a campaign, and how it goes on; `state` is the campaign as it is then. */
export function doneLine(act: Act, campaignId: string, state: CampaignState | undefined): Bilingual {
  const name = campaignId === EVERY ? 'all' : campaignId;
  const done = act === 'pause' ? pausedWords(name, state) : DONE[act];
  return both(`${name}: ${done.en}`, `${name}：${done['zh-CN']}`);
}

function pausedWords(name: string, state: CampaignState | undefined): Bilingual {
  if (state?.figures?.pending === 0)
    return both('paused; nothing was left of it to send', '已暂停；该活动已没有待发邮件');
  return both(
    `paused; \`npm run tierwise -- campaign resume ${name}\` goes on with exactly the rest`,
    `已暂停；\`npm run tierwise -- campaign resume ${name}\` 会从剩余部分继续`,
  );
}
