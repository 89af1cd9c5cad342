import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, folded, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { stacked } from '../../shared/domain/report/stacked.ts';
import { lead, number, percent, text, titled } from './layout.ts';

type Risk = Report['risk'];

/** Whom the shop may be losing: by the model's chances where it is used, and by the policy's flags. */
export function riskSection({ risk, marks }: Report, say: Say): string {
  if (risk.length === 0) return '';
  const known = risk.some(({ alive }) => sum(alive) > 0);
  const flags = marks.flags.length > 0;
  const parts = [
    known ? chances(risk, say) : '',
    flags ? table(say, flagTable(risk, marks.flags, say)) : '',
    known || flags ? '' : note(say, NEITHER),
  ];
  return titled(say, both('Risk of losing customers', '流失风险'), parts.join(''));
}

const NEITHER = both(
  'The policy neither reckons chances (lifetime) nor has flags, so the report cannot tell who may leave. The preset churn shows how to add a flag.',
  '策略文件既没有估算概率（lifetime），也没有设置标记（flags），无法判断谁可能流失。可参考预设 churn 添加标记。',
);

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const KINDS = [
  both('80 % or more', '80% 以上'),
  both('50 to 80 %', '50%–80%'),
  both('20 to 50 %', '20%–50%'),
  both('below 20 %', '低于 20%'),
];

function chances(risk: Risk, say: Say): string {
  const all = sum(risk.flatMap(({ alive }) => alive));
  const gone = sum(risk.map(({ alive }) => alive.at(-1) ?? 0));
  const meaning = both(
    `${counted(gone)} of ${counted(all)} customers (${percent(gone, all)}) are as good as gone: the model gives them a chance below 20 % that they still buy here.`,
    `${counted(all)} 位客户中有 ${counted(gone)} 位（${percent(gone, all)}）几乎已流失：模型估算其仍会购买的概率低于 20%。`,
  );
  const chart = stacked(
    say,
    both('Chance that a customer still buys here, by tier', '各等级客户仍会购买的概率'),
    KINDS,
    risk.map(({ tier, alive }) => ({ label: say(tier), parts: alive })),
  );
  return lead(say, meaning) + chart + folded(say, BEHIND, table(say, chanceTable(risk, say)));
}

const BEHIND = both('The figures behind the picture', '查看图中数据');

const chanceTable = (risk: Risk, say: Say): Table => ({
  caption: both('Customers by the chance that they still buy here', '按仍会购买的概率统计的客户数'),
  columns: [
    text('tier', '等级'),
    ...KINDS.map((head) => ({ head, kind: 'number' as const })),
    number('unknown', '未知'),
  ],
  rows: risk.map(({ tier, alive, unknown }) => [say(tier), ...alive, unknown]),
  total: [
    say(both('all', '合计')),
    ...KINDS.map((_, k) => sum(risk.map(({ alive }) => alive[k] ?? 0))),
    sum(risk.map(({ unknown }) => unknown)),
  ],
});

function flagTable(risk: Risk, flags: Report['marks']['flags'], say: Say): Table {
  const caption: Bilingual = both('Customers with each flag, by tier', '各等级中带有标记的客户数');
  return {
    caption,
    columns: [
      text('tier', '等级'),
      number('customers', '人数'),
      ...flags.map(({ name }) => ({ head: name, kind: 'number' as const })),
    ],
    rows: risk.map((each) => [
      ...[say(each.tier), sum(each.alive) + each.unknown],
      ...flags.map(({ id }) => each.flags[id] ?? 0),
    ]),
  };
}
