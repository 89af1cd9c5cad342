import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { bars } from '../../shared/domain/report/chart.ts';
import { type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { lead, number, text, titled } from './layout.ts';

type Marks = Report['marks']['stages'];

/** Customers by stage, flag and segment; nothing where the policy has none. */
export function marksSection({ marks, tiers }: Report, say: Say): string {
  const customers = tiers.reduce((sum, { after }) => sum + after, 0);
  const lists: [title: Bilingual, marks: Marks][] = [
    [both('Customers by stage', '各阶段客户数'), marks.stages],
    [both('Customers with each flag', '各标记下的客户数'), marks.flags],
    ...marks.segments.map(({ list, parts }): [Bilingual, Marks] => [
      both(`Customers by segment: ${list}`, `各细分客户数：${list}`),
      parts,
    ]),
  ];
  const shown = lists.filter(([, found]) => found.length > 0);
  if (shown.length === 0) return '';
  return titled(
    say,
    both('Stages, flags and segments', '阶段、标记与细分'),
    lead(say, MEANING) +
      shown
        .map(
          ([title, found]) =>
            chart(title, found, say) + table(say, tableOf(shares(title), found, customers, say)),
        )
        .join(''),
  );
}

const MEANING = both(
  'How many customers the stages, flags and segments of the policy apply to.',
  '策略文件中的阶段、标记与细分各涉及多少客户。',
);

const shares = (title: Bilingual): Bilingual =>
  both(`${title.en}: count and share`, `${title['zh-CN']}：人数与占比`);

const chart = (title: Bilingual, marks: Marks, say: Say): string =>
  bars(
    say,
    title,
    marks.map(({ name, count }) => ({ label: say(name), before: 0, after: count })),
  );

const tableOf = (caption: Bilingual, marks: Marks, customers: number, say: Say): Table => ({
  caption,
  columns: [text('name', '名称'), number('customers', '人数'), number('share', '占比')],
  rows: marks.map(({ name, count }) => [
    say(name),
    count,
    customers === 0 ? '–' : `${((100 * count) / customers).toFixed(1)}%`,
  ]),
});
