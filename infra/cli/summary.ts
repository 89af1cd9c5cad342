import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { costWords } from '../../shared/domain/cost/words.ts';
import { CHANGES, inOrderOf, OUTCOMES, REASONS } from '../../shared/domain/report/words.ts';
import { columns, type Terminal } from './terminal.ts';

/** A run's report as the terminal shows it: tiers before and after, who moved, mails by campaign and outcome. */
export function summaryLines(report: Report, { language }: Terminal): string[] {
  const say = (text: Bilingual) => text[language];
  const { run } = report;
  const mode = say(run.mode === 'periodic' ? both('periodic', '定期评级') : both('on demand', '按需评级'));
  return [
    '',
    say(
      both(`Run ${run.runId} (${mode}, as of ${run.asOf})`, `运行 ${run.runId}（${mode}，截至 ${run.asOf}）`),
    ),
    '',
    ...tierLines(report, say),
    '',
    ...stageLines(report, say),
    ...moveLines(report, say),
    '',
    ...mailLines(report, say),
    ...oddLines(report, say),
    ...costLines(report, say),
  ];
}

type Say = (text: Bilingual) => string;
type Row = (string | number)[];

function tierLines({ tiers }: Report, say: Say): string[] {
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
  const all = [sum(tiers.map(({ before }) => before)), sum(tiers.map(({ after }) => after))];
  return columns(
    [
      say(both('customers by tier', '各等级客户（人）')),
      say(both('before', '之前')),
      say(both('now', '现在')),
    ],
    [...tiers.map(({ name, before, after }): Row => [say(name), before, after]), [say(ALL), ...all]],
  );
}

function stageLines({ marks: { stages } }: Report, say: Say): string[] {
  if (stages.length === 0) return [];
  const head = [both('customers by stage', '各阶段客户（人）'), both('now', '现在')];
  return [
    ...columns(
      head.map(say),
      stages.map(({ name, count }): Row => [say(name), count]),
    ),
    '',
  ];
}

const ALL = both('all', '合计');

function moveLines({ moves, tiers }: Report, say: Say): string[] {
  const moved = moves.filter(({ change }) => change !== 'same');
  if (moved.length === 0) return [say(both('  Nobody moved.', '  没有客户变动。'))];
  const place = (id: string | null) => tiers.findIndex((tier) => tier.id === id);
  const nameOf = (id: string | null) => {
    const tier = tiers[place(id)];
    return tier ? say(tier.name) : (id ?? '–');
  };
  const order = inOrderOf(CHANGES);
  const sorted = moved.toSorted(
    (a, b) => order(a.change, b.change) || place(a.from) - place(b.from) || place(a.to) - place(b.to),
  );
  const head = [both('who moved', '变动'), both('from', '从'), both('to', '到'), both('customers', '人数')];
  return columns(
    head.map(say),
    grouped(sorted, ({ change, from, to }) => [wordOf(CHANGES, change, say), nameOf(from), nameOf(to)]),
  );
}

/** A row for each campaign, a column for each outcome that there was, and why the rest was not sent. */
function mailLines({ mails }: Report, say: Say): string[] {
  if (mails.length === 0) return [say(both('  No mails.', '  没有邮件。'))];
  const outcomes = [...new Set(mails.map(({ outcome }) => outcome))].sort(inOrderOf(OUTCOMES));
  const counts = (some: Report['mails']): Row =>
    outcomes.map((outcome) => total(some.filter((mail) => mail.outcome === outcome)));
  const names = [...new Set(mails.map(({ campaign }) => campaign))].sort();
  const rows = names.map((name): Row => [name, ...counts(mails.filter(({ campaign }) => campaign === name))]);
  const head = [
    say(both('mails by campaign', '各活动邮件（封）')),
    ...outcomes.map((outcome) => wordOf(OUTCOMES, outcome, say)),
  ];
  return [...columns(head, [...rows, [say(ALL), ...counts(mails)]]), ...reasonLines(mails, say)];
}

function reasonLines(mails: Report['mails'], say: Say): string[] {
  const given = mails.filter(({ reason }) => reason !== '');
  if (given.length === 0) return [];
  const rows = grouped(given, ({ outcome, reason }) => [
    wordOf(OUTCOMES, outcome, say),
    wordOf(REASONS, reason, say),
  ]).sort((a, b) => Number(b.at(-1)) - Number(a.at(-1)));
  const head = [both('why not sent', '未发送原因'), both('reason', '说明'), both('mails', '封数')];
  return ['', ...columns(head.map(say), rows)];
}

/** What was odd when the run was planned. */
const oddLines = ({ anomalies }: Report, say: Say): string[] =>
  anomalies.length === 0 ? [] : ['', ...anomalies.map((anomaly) => `  ! ${say(anomaly.say)}`)];

function costLines({ cost }: Report, say: Say): string[] {
  if (!cost) return [];
  const sum = costWords(cost);
  return ['', say(both(`  Cost of this run: ${sum.en}.`, `  本次运行费用：${sum['zh-CN']}。`))];
}

const wordOf = (words: Record<string, Bilingual>, key: string, say: Say): string =>
  words[key] ? say(words[key]) : key;

const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** Sums counts over rows that look the same; the causes of a move are in the report. */
function grouped<T extends { count: number }>(rows: readonly T[], keyOf: (row: T) => string[]): Row[] {
  const sums = new Map<string, { key: string[]; count: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key.join('\u0000')) ?? { key, count: 0 };
    sum.count += row.count;
    sums.set(key.join('\u0000'), sum);
  }
  return [...sums.values()].map(({ key, count }) => [...key, count]);
}
