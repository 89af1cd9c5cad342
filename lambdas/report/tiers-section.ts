import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { worthWords } from '../../shared/domain/explain/worth-words.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { bars } from '../../shared/domain/report/chart.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { measures } from '../../shared/domain/report/measures.ts';
import { endsOf } from './ends.ts';
import { lead, number, percent, signed, text, titled } from './layout.ts';

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
    meaning(report, say) +
      chart +
      table(say, tierTable(tiers, currency, say)) +
      note(say, WINDOW) +
      worth(report, say),
  );
}

/** What the tiers are worth beside each other. */
function worth({ tiers, valuation, currency }: Report, say: Say): string {
  const chart = worthChart(tiers, currency, say);
  if (tiers.every(({ value }) => value.customers === 0)) return chart;
  const meant = valuation ? note(say, worthWords(valuation)) : '';
  return chart + table(say, valueTable(tiers, currency, say)) + meant;
}

/** How many times the base tier the top tier spends, or else who is graded. */
function meaning({ tiers, spendMultiple }: Report, say: Say): string {
  const ends = endsOf(tiers);
  if (spendMultiple !== null && ends) return lead(say, multiple(spendMultiple, ends.top, ends.base));
  const customers = counted(tiers.reduce((sum, { after }) => sum + after, 0));
  return lead(say, both(`${customers} customers have a tier.`, `共有 ${customers} 位客户获得等级。`));
}

/** What one customer of each tier is worth: over a lifetime where that is known, or else in the window. */
function worthChart(tiers: readonly Tier[], currency: string, say: Say): string {
  const valued = tiers.some(({ value }) => value.customers > 0);
  const title = valued
    ? both(`Lifetime value of one customer, ${currency}`, `人均生命周期价值（${currency}）`)
    : both(`Spent by one customer in the window, ${currency}`, `窗口期内人均消费（${currency}）`);
  const means = tiers.flatMap(({ name, after, net, value }) => {
    const [sum, customers] = valued ? [value.total, value.customers] : [net, after];
    const mean = Math.round(sum / customers);
    return customers === 0 ? [] : [{ label: say(name), value: mean, figure: amount(mean, currency) }];
  });
  return measures(say, title, means);
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
      number(`each, ${currency}`, `人均（${currency}）`),
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
    percent(after, all.after),
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
