import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { columns, type Terminal } from './terminal.ts';
import { CHANGE_WORDS } from './words.ts';

/** A run's report as the terminal shows it: tiers before and after, who moved, mails by campaign and outcome. */
export function summaryLines(report: Report, { language }: Terminal): string[] {
  const say = (text: Bilingual) => text[language];
  const { run } = report;
  return [
    '',
    `${say(both('Run', '运行'))} ${run.runId}  (${say(run.mode === 'periodic' ? both('periodic', '定期') : both('on demand', '按需'))}, ${say(both('as of', '截至'))} ${run.asOf})`,
    '',
    ...tierLines(report, say),
    '',
    ...moveLines(report, say),
    '',
    ...mailLines(report, say),
  ];
}

type Say = (text: Bilingual) => string;

function tierLines({ tiers }: Report, say: Say): string[] {
  const head = [say(both('tier', '等级')), say(both('before', '之前')), say(both('after', '之后'))];
  return columns(
    head,
    tiers.map(({ name, before, after }) => [say(name), before, after]),
  );
}

function moveLines({ moves, tiers }: Report, say: Say): string[] {
  const nameOf = (id: string | null) => {
    const tier = tiers.find((each) => each.id === id);
    return tier ? say(tier.name) : (id ?? '–');
  };
  const moved = moves.filter(({ change }) => change !== 'same');
  if (moved.length === 0) return [say(both('  Nobody moved.', '  没有客户变动。'))];
  const head = [
    say(both('who moved', '变动')),
    say(both('from', '从')),
    say(both('to', '到')),
    say(both('customers', '人数')),
  ];
  const rows = grouped(moved, ({ change, from, to }) => [change, nameOf(from), nameOf(to)]);
  return columns(
    head,
    rows.map(([change, from, to, count]) => [
      say(CHANGE_WORDS[String(change)] ?? both('', '')),
      from ?? '',
      to ?? '',
      count ?? 0,
    ]),
  );
}

function mailLines({ mails }: Report, say: Say): string[] {
  if (mails.length === 0) return [say(both('  No mails.', '  没有邮件。'))];
  const head = [
    say(both('campaign', '活动')),
    say(both('outcome', '结果')),
    say(both('reason', '原因')),
    say(both('mails', '封数')),
  ];
  return columns(
    head,
    mails.map(({ campaign, outcome, reason, count }) => [campaign, outcome, reason, count]),
  );
}

/** Sums counts over rows that look the same; the causes of a move are in the report. */
function grouped<T extends { count: number }>(rows: T[], keyOf: (row: T) => string[]): (string | number)[][] {
  const sums = new Map<string, { key: string[]; count: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key.join('\u0000')) ?? { key, count: 0 };
    sum.count += row.count;
    sums.set(key.join('\u0000'), sum);
  }
  return [...sums.values()].map(({ key, count }) => [...key, count]);
}
