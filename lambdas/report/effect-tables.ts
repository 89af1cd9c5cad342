import type { Effect, EffectLine } from '../../shared/contract/effect.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { type Column, counted, type Say, type Table } from '../../shared/domain/report/html.ts';
import { campaignWords, moneyOf, percentOf, pointsOf, SUPPORT } from './effect-words.ts';
import { interval, number, text } from './layout.ts';

const named = (line: EffectLine, say: Say): string[] => [
  say(campaignWords(line)),
  say(line.tier?.name ?? both('all', '全部')),
];
const wrapping = (en: string, zh: string): Column => ({ head: both(en, zh), kind: 'wrapping' });
const CAMPAIGN: Column = { head: both('campaign', '活动'), kind: 'sentence' };
const NAMES = [CAMPAIGN, text('tier', '等级')];

/** Every campaign and tier: treated less held out, with its interval. */
export const differencesTable = ({ lines, currency }: Effect, say: Say): Table => ({
  caption: both(
    `Treated less held out, 95 % interval; money in ${currency} a customer`,
    `发送组与对照组之差及 95% 区间；金额为每位客户（${currency}）`,
  ),
  columns: [
    ...NAMES,
    ...[number('treated', '发送组'), number('held out', '对照组')],
    ...[interval('bought again, points', '再次购买（百分点）'), interval('lost, points', '流失（百分点）')],
    ...[interval('net revenue', '净收入'), interval('margin after codes', '扣除优惠码后的毛利')],
    ...[number('days looked at', '统计天数'), number('without a match', '无可比对象')],
  ],
  rows: lines.map((line) => [
    ...named(line, say),
    ...[counted(line.treated.customers), counted(line.heldOut.customers)],
    ...[pointsOf(line.bought), pointsOf(line.lost)],
    line.revenue ? moneyOf(line.revenue, currency) : '',
    line.margin ? moneyOf(line.margin, currency) : '',
    line.days.least === line.days.most ? String(line.days.most) : `${line.days.least}–${line.days.most}`,
    counted(line.leftOut),
  ]),
});

/** What was spent and what came back; and churn, in the words in which such claims are made. */
export const claimsTable = ({ lines, currency }: Effect, say: Say): Table => ({
  caption: both(`Churn and return on what was spent, in ${currency}`, `流失率与投入回报（${currency}）`),
  columns: [
    ...NAMES,
    ...[interval('change of churn', '流失率变化'), wrapping('−30 %?', '是否达到 −30%')],
    ...[number('mails sent', '已发邮件'), number('spent', '投入')],
    ...[interval('return', '投入回报率'), wrapping('+50 %?', '是否达到 +50%')],
  ],
  rows: lines.map((line) => [
    ...named(line, say),
    line.lostChange ? percentOf(line.lostChange) : '',
    line.lostChange ? say(SUPPORT[line.lostChange.support]) : '',
    ...[counted(line.sent), amount(Math.round(line.cost.mails + line.cost.codes), currency)],
    line.returned ? percentOf(line.returned) : '',
    line.returned ? say(SUPPORT[line.returned.support]) : '',
  ]),
});

/** The treated before and after their mail, as what it is. */
export const beforeTable = ({ lines, currency }: Effect, say: Say): Table => ({
  caption: both('Those who were to be mailed, before and after', '应发送的客户：邮件之前与之后'),
  columns: [
    ...[...NAMES, number('customers', '客户数')],
    ...[number('bought before', '之前购买'), number('bought after', '之后购买')],
    ...[number('lost before', '之前流失'), number('lost after', '之后流失')],
    { head: both(`revenue before, ${currency}`, `之前收入（${currency}）`), kind: 'number' },
    { head: both(`revenue after, ${currency}`, `之后收入（${currency}）`), kind: 'number' },
  ],
  rows: lines.map(({ before, treated, ...line }) => [
    ...named({ before, treated, ...line }, say),
    ...[counted(treated.customers), counted(before.bought), counted(treated.bought)],
    ...[counted(before.lost), counted(treated.lost)],
    ...[amount(before.revenue, currency), amount(treated.revenue, currency)],
  ]),
});

/** Campaigns of which nobody can know what they changed. */
export const unmeasuredTable = ({ unmeasured }: Effect, say: Say): Table => ({
  caption: both('Campaigns whose effect cannot be told', '无法衡量效果的活动'),
  columns: [CAMPAIGN, number('customers', '客户数'), { head: both('why', '原因'), kind: 'sentence' }],
  rows: unmeasured.map(({ campaign, name, customers, why }) => [
    name ? say(name) : campaign,
    customers,
    say(WHY[why]),
  ]),
});

const WHY = {
  noHoldOut: both('nobody was held out of it', '没有留出对照组'),
  tooFew: both('too few in one of the groups', '其中一组人数太少'),
};
