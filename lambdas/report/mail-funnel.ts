import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, type Say, wordIn } from '../../shared/domain/report/html.ts';
import { measures } from '../../shared/domain/report/measures.ts';
import { REASONS } from '../../shared/domain/report/words.ts';
import { lead, percent } from './layout.ts';

type Mailed = Pick<Report, 'mails' | 'delivery'>;

/** How many of those in the audiences were reached, step by step; nothing where there are no mails. */
export function mailFunnel(report: Mailed, say: Say): string {
  const all = sum(report.mails);
  if (all === 0) return '';
  const steps = stepsOf(report).map(([name, count]) => ({
    label: say(name),
    value: count,
    figure: `${counted(count)} · ${percent(count, all)}`,
  }));
  return lead(say, meaning(report.mails, say)) + measures(say, TITLE, steps);
}

const TITLE = both('From the audience to the reader', '从目标人群到阅读');

const sum = (mails: Report['mails']): number => mails.reduce((all, { count }) => all + count, 0);
const countOf = (mails: Report['mails'], wanted: string): number =>
  sum(mails.filter(({ outcome }) => outcome === wanted));

function stepsOf({ mails, delivery: { foreseen, campaigns } }: Mailed): [Bilingual, number][] {
  const told = (of: 'delivered' | 'opened') => campaigns.reduce((all, each) => all + each[of], 0);
  const sent = countOf(mails, 'sent');
  return [
    [both('in the audiences', '目标人群'), sum(mails)],
    ...(foreseen ? ([[both('due to be mailed', '应发送'), foreseen.due]] as [Bilingual, number][]) : []),
    [both('sent', '已发送'), sent],
    ...(sent > 0
      ? ([
          [both('delivered', '已送达'), told('delivered')],
          [both('opened (a hint only)', '打开（仅供参考）'), told('opened')],
        ] as [Bilingual, number][])
      : []),
  ];
}

function meaning(mails: Report['mails'], say: Say): Bilingual {
  const [all, sent, waiting] = [sum(mails), countOf(mails, 'sent'), countOf(mails, 'pending')];
  const not = all - sent - waiting;
  const waits = waiting === 0 ? both('', '') : waitWords(counted(waiting));
  const first = both(
    `Of ${counted(all)} mails to the audiences of the campaigns, ${counted(sent)} were sent and ${counted(not)} were not.`,
    `各活动人群共 ${counted(all)} 封邮件，其中 ${counted(sent)} 封已发送，${counted(not)} 封未发送。`,
  );
  const why = not === 0 ? both('', '') : mainReason(mails, say);
  return both(first.en + waits.en + why.en, first['zh-CN'] + waits['zh-CN'] + why['zh-CN']);
}

const waitWords = (count: string): Bilingual => both(` ${count} still wait.`, `${count} 封待发送。`);

/** Of what was not sent, the reason that most have in common. */
function mainReason(mails: Report['mails'], say: Say): Bilingual {
  const counts = new Map<string, number>();
  for (const { outcome, reason, count } of mails)
    if (outcome !== 'sent' && outcome !== 'pending' && reason !== '')
      counts.set(reason, (counts.get(reason) ?? 0) + count);
  const [first] = [...counts.entries()].sort((a, b) => b[1] - a[1]);
  if (!first) return both('', '');
  const [words, count] = [wordIn(REASONS, first[0], say), counted(first[1])];
  return both(` The most common reason: ${words} (${count}).`, `最常见的原因：${words}（${count}）。`);
}
