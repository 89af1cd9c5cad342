import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { worthWords } from '../../shared/domain/explain/worth-words.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { bars } from '../../shared/domain/report/chart.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { endsOf } from './ends.ts';
import { number, text, titled } from './layout.ts';

type Tier = Report['tiers'][number];

export function tiersSection(report: Report, say: Say): string {
  const { tiers, currency } = report;
  const chart = bars(
    say,
    both('Customers by tier', '各等级客户数'),
    tiers.map(({ name, before, after }) => ({ label: say(name), before, after })),
  );
  return titled(
    say,
    both('Tiers', '等级'),
    chart + table(say, tierTable(tiers, currency, say)) + note(say, WINDOW) + worth(report, say),
  );
}

/** What the tiers are worth beside each other. */
function worth({ tiers, spendMultiple, valuation, currency }: Report, say: Say): string {
  const ends = endsOf(tiers);
  const times =
    spendMultiple === null || !ends ? '' : note(say, multiple(spendMultiple, ends.top, ends.base));
  if (tiers.every(({ value }) => value.customers === 0)) return times;
  const meant = valuation ? note(say, worthWords(valuation)) : '';
  return times + table(say, valueTable(tiers, currency, say)) + meant;
}

const multiple = (times: number, top: Tier, base: Tier): Bilingual =>
  both(
    `A customer of ${top.name.en} spends ${times.toFixed(1)} times as much in the window as one of ${base.name.en}.`,
    `${customersOf(top)}的人均消费是${customersOf(base)}的 ${times.toFixed(1)} 倍（窗口期内）。`,
  );

const customersOf = ({ name }: Tier): string => `${name['zh-CN'].replace(/客户$/, '')}客户`;

function valueTable(tiers: readonly Tier[], currency: string, say: Say): Table {
  const row = (name: string, { customers, total }: Tier['value']) => [
    name,
    customers,
    amount(total, currency),
    customers === 0 ? '–' : amount(Math.round(total / customers), currency),
  ];
  const all = tiers.reduce(
    (sum, { value }) => ({ customers: sum.customers + value.customers, total: sum.total + value.total }),
    { customers: 0, total: 0 },
  );
  return {
    caption: both(
      'Lifetime value by tier, of customers of whom it is known',
      '各等级的客户生命周期价值（仅含可估算的客户）',
    ),
    columns: [
      text('tier', '等级'),
      number('customers', '人数'),
      number(`lifetime value, ${currency}`, `生命周期价值（${currency}）`),
      number(`per customer, ${currency}`, `人均（${currency}）`),
    ],
    rows: tiers.map(({ name, value }) => row(say(name), value)),
    total: row(say(both('all', '合计')), all),
  };
}

const WINDOW = both(
  'The window is the stretch of days that grading looks back on; the policy sets it. Amounts are after refunds.',
  '窗口期是评级所回看的天数，由策略文件设定。金额已扣除退款。',
);

function tierTable(tiers: readonly Tier[], currency: string, say: Say): Table {
  const all = tiers.reduce(
    (sum, { before, after, net }) => ({
      before: sum.before + before,
      after: sum.after + after,
      net: sum.net + net,
    }),
    { before: 0, after: 0, net: 0 },
  );
  const row = (name: string, { before, after, net }: typeof all) => [
    name,
    before,
    after,
    signed(after - before),
    share(after, all.after),
    amount(net, currency),
    after === 0 ? '–' : amount(Math.round(net / after), currency),
  ];
  return {
    caption: both('Customers and what they spent, by tier', '各等级的客户数与消费'),
    columns: [
      text('tier', '等级'),
      number('before', '之前（人）'),
      number('now', '现在（人）'),
      number('change', '增减（人）'),
      number('share', '占比'),
      number(`spent in the window, ${currency}`, `窗口期消费（${currency}）`),
      number(`per customer, ${currency}`, `人均（${currency}）`),
    ],
    rows: tiers.map((tier) => row(say(tier.name), tier)),
    total: row(say(both('all', '合计')), all),
  };
}

const signed = (difference: number): string =>
  difference === 0 ? '0' : `${difference < 0 ? '−' : '+'}${counted(Math.abs(difference))}`;
const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
