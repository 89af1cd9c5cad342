import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { type HeatCell, heatMap } from '../../shared/domain/report/heat-map.ts';
import { counted, folded, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { lead, number, titled } from './layout.ts';
import { measuredWords } from './score-words.ts';

type Heat = NonNullable<Report['heat']>;

/** Where the customers stand by two scores at once; nothing where the policy has not two of them. */
export function heatSection(report: Report, say: Say): string {
  const { heat, currency } = report;
  if (!heat || heat.cells.length === 0) return '';
  const [across = '', up = ''] = [heat.columns, heat.rows].map(({ score }) =>
    measuredWords(report, score, say),
  );
  const picture = {
    ...{ across: say(axis(across, heat.columns)), up: say(axis(up, heat.rows)) },
    cells: gridOf(heat),
  };
  const money = (minor: number) => brief(amount(Math.round(minor), currency));
  const title = both(
    `Customers by ${across} and ${up}; the darker, the more one of them spends (${currency})`,
    `按${across}与${up}分布的客户；颜色越深，人均消费越高（${currency}）`,
  );
  return titled(
    say,
    both('Where customers stand', '客户分布'),
    lead(say, meaning(heat, across, up)) +
      heatMap(say, title, picture, money) +
      note(say, CELLS) +
      folded(say, BEHIND, table(say, tableOf(heat, [across, up], currency))),
  );
}

const BEHIND = both('The figures behind the picture', '查看图中数据');

const axis = (measured: string, { bands }: Heat['columns']): Bilingual =>
  both(`${measured} (band ${bands} is best)`, `${measured}（${bands} 档为最好）`);

/** Without the fraction where there is one: a cell has little room. */
const brief = (money: string): string => money.replace(/\.\d+$/, '');

function meaning({ cells, columns, rows }: Heat, across: string, up: string): Bilingual {
  const all = cells.reduce((sum, { customers }) => sum + customers, 0);
  const of = (column: number, row: number) =>
    cells.find((cell) => cell.column === column && cell.row === row)?.customers ?? 0;
  const [best, worst] = [of(columns.bands, rows.bands), of(1, 1)].map(counted);
  return both(
    `Of ${counted(all)} customers, ${best} are in the best band of both ${across} and ${up} (upper right), ${worst} in the lowest of both (lower left).`,
    `${counted(all)} 位客户中，${best} 位在“${across}”和“${up}”两项上都是最好一档（右上角），${worst} 位两项都是最低一档（左下角）。`,
  );
}

const CELLS = both(
  'In each cell: customers, and where there is room what one of them spends in the window. The review of the criteria says which values each band holds.',
  '每格上方为人数，空间足够时下方为窗口期内人均消费。各档取值见“标准回顾”。',
);

/** Every pair of bands, those without anybody too. */
function gridOf({ columns, rows, cells }: Heat): HeatCell[][] {
  const found = new Map(cells.map((cell) => [`${cell.column} ${cell.row}`, cell]));
  return Array.from({ length: rows.bands }, (_, r) =>
    Array.from({ length: columns.bands }, (_, c) => {
      const { customers = 0, net = 0 } = found.get(`${c + 1} ${r + 1}`) ?? {};
      return { customers, mean: customers === 0 ? null : net / customers };
    }),
  );
}

const tableOf = ({ cells }: Heat, [across, up]: [string, string], currency: string): Table => ({
  caption: both(`Customers by the bands of ${across} and ${up}`, `按${across}与${up}的分档统计的客户`),
  columns: [
    { head: both(across, across), kind: 'number' },
    { head: both(up, up), kind: 'number' },
    number('customers', '人数'),
    number(`spent by each, ${currency}`, `人均消费（${currency}）`),
  ],
  rows: cells
    .toSorted((a, b) => b.column - a.column || b.row - a.row)
    .map(({ column, row, customers, net }) => [
      ...[column, row, customers],
      amount(Math.round(net / customers), currency),
    ]),
});
