import { type CampaignState, EVERY } from '../../shared/contract/campaigns.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { momentWords } from '../../shared/domain/moment.ts';
import { WAITS } from '../../shared/domain/report/words.ts';
import { columns, type Terminal } from './terminal.ts';

const STATUS: Record<CampaignState['status'] | 'done', Bilingual> = {
  running: both('open', '进行中'),
  done: both('done', '已完成'),
  paused: both('paused', '已暂停'),
  cancelled: both('cancelled', '已取消'),
};

const WHY: Record<NonNullable<CampaignState['why']>, Bilingual> = {
  person: both('by hand', '人工'),
  ses: both('SES stopped the account', 'SES 暂停了账户'),
  bounces: both('too many bounces', '退信过多'),
  complaints: both('too many complaints', '投诉过多'),
  stale: both('long after its plan', '远晚于计划日期'),
  duplicate: both('SES told of a mail twice', 'SES 回报同一邮件发出两次'),
};

/** Every campaign with mails: how it stands, why it rests, and what became of its mails when they were last looked at; times on the clocks of `timeZone`. */
export function campaignLines(
  campaigns: readonly CampaignState[],
  timeZone: string,
  { language }: Pick<Terminal, 'language'>,
): string[] {
  const own = campaigns.filter(({ campaignId }) => campaignId !== EVERY);
  if (own.length === 0) return [both('  No campaign has mails.', '  还没有活动邮件。')[language]];
  const head = [
    ...[both('campaign', '活动'), both('status', '状态'), both('why', '原因')],
    ...[both('sent', '已发送'), both('pending', '待发送'), both('unknown', '结果不明')],
    ...[both('delivered', '已送达'), both('bounced', '退信'), both('complaints', '投诉')],
  ];
  const rows = own
    .toSorted((a, b) => (a.campaignId < b.campaignId ? -1 : 1))
    .map(({ campaignId, status, why, figures, sent, bounces, complaints }) => [
      ...[campaignId, STATUS[figures?.pending === 0 && status === 'running' ? 'done' : status][language]],
      reasonOf({ why, status, figures }, timeZone)[language],
      ...[figures?.sent ?? sent, figures?.pending ?? 0, figures?.unknown ?? 0],
      ...[figures?.delivered ?? 0, bounces, complaints],
    ]);
  return columns(
    head.map((text) => text[language]),
    rows,
  );
}

/** A campaign that is stopped says why; one that goes on by itself, what its mails wait for and when they go on. */
function reasonOf(
  { why, status, figures }: Pick<CampaignState, 'why' | 'status' | 'figures'>,
  timeZone: string,
): Bilingual {
  if (why !== undefined) return WHY[why];
  const wait = status === 'running' ? figures?.wait : undefined;
  if (wait === undefined) return both('', '');
  const words = WAITS[wait.cause];
  const until = momentWords(new Date(wait.until).toISOString(), timeZone);
  return both(`${words.en}, until ${until.en}`, `${words['zh-CN']}，至 ${until['zh-CN']}`);
}

/** Said first: nothing goes out at all. */
export function everyWords(campaigns: readonly CampaignState[], { language }: Terminal): string[] {
  const every = campaigns.find(({ campaignId }) => campaignId === EVERY);
  if (every?.status !== 'paused') return [];
  return [
    both(
      'All mail is paused; `npm run tierwise -- campaign resume all` goes on.',
      '所有邮件已暂停；`npm run tierwise -- campaign resume all` 可继续。',
    )[language],
    '',
  ];
}
