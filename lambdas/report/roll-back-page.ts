import type { RollBackReport } from '../../shared/contract/roll-back.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import {
  counted,
  note,
  page,
  type Say,
  safe,
  sayIn,
  type Table,
  table,
  wordIn,
} from '../../shared/domain/report/html.ts';
import { CHANGES, inOrderOf } from '../../shared/domain/report/words.ts';
import { number, text, titled } from './layout.ts';
import { mailsSection } from './mails-section.ts';

/** A roll-back as one page for people: what was put back, which mails were out already, and what comes next. */
export function rollBackPage(report: RollBackReport, policy: Policy, language: Language): string {
  const say = sayIn(language);
  const title = titleOf(policy, say);
  const sections = [head(report, title, say), next(report, say), putBack(report, policy, say)];
  const body = [...sections, stopped(report, say), mailsSection(report, say), proof(report, say)];
  return page(language, `${title} · ${report.run.asOf}`, body.join('\n'));
}

const titleOf = ({ shop: { name } }: Policy, say: Say): string =>
  say(both(`${name.en}: a run was rolled back`, `${name['zh-CN']}：一次运行已回滚`));

function head({ run, rollsBack, base, undone, mails }: RollBackReport, title: string, say: Say): string {
  const facts = [rollsBack.runId, base?.runId ?? say(NOTHING_BEFORE), run.runId].map(safe);
  const [of, to, by] = [
    both('rolled back', '已回滚'),
    both('holds again', '重新生效'),
    both('run', '运行编号'),
  ].map(say);
  const tiles: [number, Bilingual][] = [
    [undone, both('customers put back', '位客户已恢复')],
    [countOf(mails, 'sent') + countOf(mails, 'unknown'), both('mails were out already', '封邮件此前已发出')],
    [countOf(mails, 'cancelled'), both('mails cancelled', '封邮件已取消')],
  ];
  return `<h1>${safe(title)}</h1><p class="soft">${of} ${facts[0]} · ${to} ${facts[1]} · ${by} ${facts[2]}</p>
<ul class="tiles">${tiles
    .map(([figure, label]) => `<li><b>${counted(figure)}</b><span>${safe(say(label))}</span></li>`)
    .join('')}</ul>`;
}

const NOTHING_BEFORE = both('nothing: it was the first commit', '无（此前没有已提交的运行）');

const countOf = (mails: RollBackReport['mails'], wanted: string): number =>
  mails.filter(({ outcome }) => outcome === wanted).reduce((sum, { count }) => sum + count, 0);

function next({ rollsBack }: RollBackReport, say: Say): string {
  const due = rollsBack.mode === 'periodic' ? note(say, dueAgain(rollsBack.period)) : '';
  return titled(say, both('What comes next', '接下来'), note(say, CAUTION) + due);
}

const CAUTION = both(
  'Every run now waits for approval, until somebody ends that with `npm run tierwise -- trust`. What was uploaded stays: withdraw a wrong export or mend the policy before the next run is approved.',
  '现在起每次运行都须先获批准，直到有人执行 `npm run tierwise -- trust` 解除。已上传的文件仍在：请在批准下一次运行之前撤回有误的导出文件，或修正策略文件。',
);

const dueAgain = (period: string): Bilingual =>
  both(
    `Period ${period} is due again: the daily look plans it anew, and that plan waits for approval.`,
    `周期 ${period} 重新变为待评级：每日检查会重新制定计划，并等待批准。`,
  );

function putBack({ moves }: RollBackReport, { tiers }: Policy, say: Say): string {
  const nameOf = (id: string | null) => {
    const tier = tiers.find((each) => each.id === id);
    return tier ? say(tier.name) : (id ?? '–');
  };
  const order = inOrderOf(CHANGES);
  const shown: Table = {
    caption: both('Customers by tier as it was undone and as it is again', '客户的等级：回滚前与恢复后'),
    columns: [
      text('change', '变动'),
      text('undone', '回滚前'),
      text('again', '恢复后'),
      number('customers', '人数'),
    ],
    rows: moves
      .toSorted((a, b) => order(a.change, b.change) || b.count - a.count)
      .map(({ change, from, to, count }) => [wordIn(WORDS, change, say), nameOf(from), nameOf(to), count]),
  };
  return titled(say, both('What was put back', '恢复了什么'), table(say, shown));
}

/** Nobody joins or leaves the shop by a roll-back. */
const WORDS: Record<string, Bilingual> = {
  ...CHANGES,
  joined: both('has a tier again', '重新有等级'),
  left: both('has no tier any more', '不再有等级'),
  same: both('tier unchanged, other fields put back', '等级不变，其他字段已恢复'),
};

function stopped({ mails }: RollBackReport, say: Say): string {
  if (mails.length === 0) return '';
  const title = both('Mails of the run that was rolled back', '被回滚运行的邮件');
  const late = countOf(mails, 'pending') > 0 ? note(say, COUNTING) : '';
  return titled(say, title, note(say, OUT) + late);
}

const OUT = both(
  'A mail that is out cannot be called back; mails.csv names every one with its outcome. Whoever got one does not get it again when the period is graded anew.',
  '已发出的邮件无法收回；mails.csv 列出每一封及其结果。重新评级该周期时，已收到的客户不会再次收到。',
);
const COUNTING = both(
  'Mails shown as waiting were stopped and are being counted; this page is written again when that is done.',
  '显示为“待发送”的邮件已停止发送，正在清点；清点完成后本页会更新。',
);

function proof({ undone, moves, written }: RollBackReport, say: Say): string {
  const changes = moves.reduce((sum, { count }) => sum + count, 0);
  const [a, b, c] = [undone, changes, written].map(counted);
  const words = both(
    `to put back ${a} = planned ${b} = written ${c}`,
    `应恢复 ${a} = 计划 ${b} = 已写入 ${c}`,
  );
  return titled(say, both('What must add up', '必须对得上的数字'), note(say, words));
}
