import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { lead, number, text, titled } from './layout.ts';

type Delivery = Report['delivery'];

/** How the mails got on: the days that they take, what SES told of them, and who was left out to be compared with. */
export function deliverySection({ delivery }: Report, say: Say): string {
  const { days, problems, campaigns, control } = delivery;
  const told = campaigns.some(({ sent, unknown }) => sent + unknown > 0);
  const awaited = campaigns.some((each) => each.awaited > 0) ? note(say, AWAITED) : '';
  const parts = [
    told ? lead(say, meaning(campaigns)) : '',
    problems.map((problem) => note(say, problem.say)).join(''),
    days.length > 1 ? table(say, daysTable(days)) + note(say, SPREAD) : '',
    told ? table(say, toldTable(campaigns, say)) + awaited + note(say, OPENS) : '',
    control.length > 0 ? table(say, controlTable(control, say)) + note(say, CONTROL) : '',
  ];
  const body = parts.join('');
  return body === '' ? '' : titled(say, both('How the mails got on', '邮件投递情况'), body);
}

function meaning(campaigns: Delivery['campaigns']): Bilingual {
  const of = (figure: 'sent' | 'delivered' | 'bounced' | 'complained') =>
    counted(campaigns.reduce((sum, each) => sum + each[figure], 0));
  return both(
    `Of ${of('sent')} mails that were sent, ${of('delivered')} are known to be delivered and ${of('bounced')} came back; ${of('complained')} were reported as spam.`,
    `已发送 ${of('sent')} 封，其中 ${of('delivered')} 封确认送达，${of('bounced')} 封被退回，${of('complained')} 封被投诉为垃圾邮件。`,
  );
}

const SPREAD = both(
  'SES does not take all mails in one day, so they are spread over several; within each part of about 10,000 customers those of the highest priority go first.',
  'SES 一天发不完全部邮件，因此分几天发送；每批约一万名顾客之内，优先级高的先发。',
);
const OPENS = both(
  'An open is counted when a picture is loaded. Mail programs do that by themselves, or never: take it as a hint. Delivered means that the other server took the mail, not that it was read.',
  '“打开”按图片加载统计，邮件软件可能自动加载，也可能从不加载，仅供参考。“已送达”表示对方服务器已接收，不代表已阅读。',
);
const AWAITED = both(
  '“No news yet” means that SES took the mail and has not told yet whether it was delivered. The report is written again a day after sending.',
  '“暂无消息”表示 SES 已接收邮件，但尚未回报是否送达。发送一天后会更新本报告。',
);
const CONTROL = both(
  'They were drawn by lot before anything was sent, so that what the mails change can be told apart from what would have happened anyway.',
  '对照组在发送前随机抽取，以便区分邮件带来的变化和本来就会发生的变化。',
);

const daysTable = (days: Delivery['days']): Table => ({
  caption: both('When the mails were planned to go out', '计划发送日期'),
  columns: [text('day', '日期'), number('mails', '封数')],
  rows: days.map(({ date, mails }) => [date, mails]),
});

const toldTable = (campaigns: Delivery['campaigns'], say: Say): Table => ({
  caption: both('What became of the mails that were sent', '已发送邮件的后续（单位：封）'),
  columns: [
    text('campaign', '活动'),
    ...[number('sent', '已发送'), number('delivered', '已送达'), number('bounced', '退信')],
    ...[
      number('complaints', '投诉'),
      number('no news yet', '暂无消息'),
      number('opened (a hint)', '打开（参考）'),
      number('unknown', '结果未知'),
    ],
  ],
  rows: campaigns.map((each) => [
    each.name === null ? each.campaign : say(each.name),
    ...[each.sent, each.delivered, each.bounced, each.complained, each.awaited, each.opened, each.unknown],
  ]),
});

const controlTable = (control: Delivery['control'], say: Say): Table => ({
  caption: both('Control groups by tier', '各等级的对照组'),
  columns: [
    text('tier', '等级'),
    number('could be mailed', '可发送'),
    number('left out', '留作对照'),
    { head: both('share', '占比'), kind: 'number' },
  ],
  rows: control.map(({ tier, audience, heldOut }) => [
    ...[say(tier), counted(audience), counted(heldOut)],
    `${((100 * heldOut) / audience).toFixed(1)}%`,
  ]),
});
