import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { bars } from '../../shared/domain/report/chart.ts';
import { type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { number, signed, text, titled } from './layout.ts';

/** How many customers each tier has, and will have. */
export function planTiers({ tiers }: PlanPage, say: Say): string {
  const rows = tiers.map(({ name, before, after }) => ({ label: say(name), before, after }));
  const body = bars(say, CUSTOMERS, rows, SIDES) + table(say, tierTable(rows, say));
  return titled(say, both('Tiers', '等级'), body);
}

const CUSTOMERS = both('Customers by tier, before and after the run', '各等级客户数（运行前后）');
const SIDES = { before: both('before', '之前'), after: both('after', '之后') };

interface Row {
  label: string;
  before: number;
  after: number;
}

function tierTable(rows: readonly Row[], say: Say): Table {
  const sum = (side: 'before' | 'after') => rows.reduce((all, row) => all + row[side], 0);
  const cells = ({ label, before, after }: Row) => [label, before, after, signed(after - before)];
  return {
    caption: CUSTOMERS,
    columns: [
      text('tier', '等级'),
      number('before', '之前'),
      number('after', '之后'),
      number('change', '增减'),
    ],
    rows: rows.map(cells),
    total: cells({ label: say(both('all', '合计')), before: sum('before'), after: sum('after') }),
  };
}
