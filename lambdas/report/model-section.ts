import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { number, text, titled } from './layout.ts';
import { checkPicture } from './model-chart.ts';
import { verdictWords } from './verdict-words.ts';

/** What the lifetime model learnt and whether it is believed; nothing where the policy asks for none. */
export function modelSection({ model: { lifetime }, valuation, currency }: Report, say: Say): string {
  if (!lifetime) return '';
  const { backTest, spendTest, behaviour, next, verdict } = lifetime;
  const parts = [
    backTest ? checkPicture(backTest, say) : '',
    note(say, learntFrom(lifetime)),
    ...verdictWords(lifetime, valuation).map((each) => note(say, each)),
    backTest ? table(say, purchaseTest(backTest, say)) : '',
    spendTest ? table(say, spendTestTable(spendTest, currency, say)) : '',
    behaviour ? table(say, parameterTable(lifetime, currency, say)) : '',
    next && verdict === 'used' ? note(say, nextWords(next)) : '',
    note(say, SOURCES),
  ];
  return titled(say, both('Model check', '模型检验'), parts.join(''));
}

const KINDS = { bgnbd: 'BG/NBD', mbgnbd: 'MBG/NBD' };

const learntFrom = ({ kind, customers, repeaters }: LearntLifetime): Bilingual =>
  both(
    `${KINDS[kind]} with Gamma-Gamma, from ${counted(customers)} customers, ${counted(repeaters)} of whom bought again.`,
    `${KINDS[kind]} 与 Gamma-Gamma 模型，依据 ${counted(customers)} 位客户，其中 ${counted(repeaters)} 位有复购。`,
  );

const SOURCES = both(
  'Sources: BG/NBD by Fader, Hardie and Lee (2005); MBG/NBD by Batislam, Denizel and Filiztekin (2007); Gamma-Gamma by Fader and Hardie (2013). Maximum likelihood; purchases are counted by day.',
  '公式出处：BG/NBD 见 Fader、Hardie、Lee（2005），MBG/NBD 见 Batislam、Denizel、Filiztekin（2007），Gamma-Gamma 见 Fader、Hardie（2013）。参数用最大似然估计，购买按天计次。',
);

type Test = NonNullable<LearntLifetime['backTest']>;

const decimal = (value: number | null, digits: number): string =>
  value === null
    ? '–'
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const purchaseTest = (test: Test, say: Say): Table =>
  testTable(test, [PURCHASES, (value) => decimal(value, 1), (value) => decimal(value, 4)], say);

function spendTestTable(test: Test, currency: string, say: Say): Table {
  const money = (value: number | null) => (value === null ? '–' : amount(Math.round(value), currency));
  const about = both(`spent by all together, ${currency}`, `全部客户的消费金额（${currency}）`);
  return testTable(test, [about, money, money], say);
}

/** What was counted is whole; what was reckoned need not be. */
const WHOLE = /\.0$/;

type Words = (value: number | null) => string;

/** `about`: what is counted, and how totals and errors of it are written. */
function testTable(test: Test, [about, total, error]: [Bilingual, Words, Words], say: Say): Table {
  const { holdoutDays, customers, actual, predicted, naive, mae, rmse } = test;
  return {
    caption: both(
      `Test on the last ${holdoutDays} days, ${counted(customers)} customers: ${about.en}`,
      `用最近 ${holdoutDays} 天检验，共 ${counted(customers)} 位客户：${about['zh-CN']}`,
    ),
    columns: [
      text('figure', '项目'),
      number('as it was', '实际'),
      number('model', '模型'),
      number('earlier rate', '按以往频率'),
    ],
    rows: [
      [say(about), total(actual).replace(WHOLE, ''), total(predicted), total(naive)],
      [say(MAE), '–', error(mae.model), error(mae.naive)],
      [say(RMSE), '–', error(rmse.model), error(rmse.naive)],
    ],
  };
}

const PURCHASES = both('purchase days of all together', '全部客户的购买天数');
const MAE = both('mean absolute error of one customer', '每位客户的平均绝对误差');
const RMSE = both('root mean square error of one customer', '每位客户的均方根误差');

function parameterTable(
  { behaviour, spend, standardErrors }: LearntLifetime,
  currency: string,
  say: Say,
): Table {
  const ofBehaviour = behaviour
    ? ([
        ['r', behaviour.r, standardErrors?.r, RATE],
        ['α', behaviour.alpha, standardErrors?.alpha, RATE],
        ['a', behaviour.a, standardErrors?.a, LEAVING],
        ['b', behaviour.b, standardErrors?.b, LEAVING],
      ] as const)
    : [];
  const ofSpend = spend
    ? [
        spendRow('p', decimal(spend.p, 4)),
        spendRow('q', decimal(spend.q, 4)),
        spendRow('v', `${amount(Math.round(spend.v), currency)} ${currency}`),
      ]
    : [];
  return {
    caption: both('Parameters; time in weeks', '参数（时间单位：周）'),
    columns: [
      text('name', '参数'),
      number('value', '值'),
      number('standard error', '标准误'),
      text('of', '含义'),
    ],
    rows: [
      ...ofBehaviour.map(([name, value, error, of]) => [
        name,
        decimal(value, 4),
        decimal(error ?? null, 4),
        say(of),
      ]),
      ...ofSpend.map(([name, value]) => [name, value, '–', say(SPEND)]),
    ],
  };
}

const spendRow = (name: string, value: string): [string, string] => [name, value];

const RATE = both('how often customers buy', '购买频率');
const LEAVING = both('how customers leave', '流失倾向');
const SPEND = both('what a purchase day is worth', '单个购买日的金额');

const nextWords = ({ days, expected, low, high }: NonNullable<LearntLifetime['next']>): Bilingual =>
  both(
    `Expected in the next ${days} days: ${decimal(expected, 0)} purchase days of all customers together (95% interval of the expectation: ${decimal(low, 0)} to ${decimal(high, 0)}). The interval covers what is not known of the parameters, not the chance of each purchase.`,
    `今后 ${days} 天，全部客户预计共有 ${decimal(expected, 0)} 个购买日（期望值的 95% 区间：${decimal(low, 0)} 至 ${decimal(high, 0)}）。该区间只反映参数估计的不确定性，不含实际购买的随机波动。`,
  );
