import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { balances, leftOf, rightOf } from '../../shared/domain/counts.ts';
import { majorUnits } from '../../shared/domain/money.ts';
import { bars, type Column, page, type Say, safe, sayIn, table } from '../../shared/domain/report/html.ts';
import { CAUSES, CHANGES, OUTCOMES } from './words.ts';

/** The report as one page for people: what came in, who stands where, who moved and why, what was sent, what adds up. */
export function reportPage(report: Report, language: Language): string {
  const say = sayIn(language);
  const sections = [head, tiers, moves, mails, exports_, model, equations];
  const title = `${report.shop[language]} · ${report.run.asOf}`;
  return page(language, title, sections.map((section) => section(report, say)).join('\n'));
}

const text = (en: string, zh: string): Column => ({ head: both(en, zh) });
const number = (en: string, zh: string): Column => ({ head: both(en, zh), number: true });
const titled = (say: Say, title: Bilingual, body: string): string =>
  `<section><h2>${safe(say(title))}</h2>${body}</section>`;
const word = (words: Record<string, Bilingual>, key: string, say: Say): string =>
  words[key] ? say(words[key]) : key;

function head({ run, shop, period, tiers: rungs, mails: sent }: Report, say: Say): string {
  const customers = rungs.reduce((sum, { after }) => sum + after, 0);
  const out = sent.filter(({ outcome }) => outcome === 'sent').reduce((sum, { count }) => sum + count, 0);
  const tile = (count: number, label: Bilingual) =>
    `<li><b>${count.toLocaleString('en-US')}</b>${safe(say(label))}</li>`;
  const mode = run.mode === 'periodic' ? both('periodic run', '定期评级') : both('run on demand', '按需评级');
  return `<h1>${safe(say(shop))}</h1><p class="soft">${safe(say(mode))} · ${safe(say(both('as of', '截至')))} ${run.asOf} · ${safe(period)} · ${safe(run.runId)}</p>
<ul class="tiles">${tile(customers, both('customers graded', '位客户已评级'))}${tile(movedOf(run.counts), both('changed tier', '位等级有变'))}${tile(out, both('mails sent', '封邮件已发送'))}</ul>`;
}

const movedOf = ({ plan }: Report['run']['counts']): number =>
  (plan?.promoted ?? 0) + (plan?.demoted ?? 0) + (plan?.sideways ?? 0);

function tiers({ tiers: rungs, currency }: Report, say: Say): string {
  const chart = bars(
    say,
    both('Customers by tier, before and after', '各等级客户数:之前与之后'),
    rungs.map(({ name, before, after }) => ({ label: say(name), before, after })),
  );
  const columns = [
    text('tier', '等级'),
    number('before', '之前'),
    number('after', '之后'),
    number(`spent in the window, ${currency}`, `窗口期消费(${currency})`),
  ];
  const rows = rungs.map(({ name, before, after, net }) => [
    say(name),
    before,
    after,
    majorUnits(net, currency),
  ]);
  return titled(
    say,
    both('Tiers', '等级'),
    chart + table(say, both('Customers by tier', '各等级客户'), columns, rows),
  );
}

function moves({ moves: all, tiers: rungs }: Report, say: Say): string {
  const nameOf = (id: string | null) => {
    const rung = rungs.find((each) => each.id === id);
    return rung ? say(rung.name) : (id ?? '–');
  };
  const columns = [
    text('change', '变动'),
    text('from', '从'),
    text('to', '到'),
    text('cause', '原因'),
    number('customers', '人数'),
  ];
  const rows = all.map(({ change, from, to, cause, count }) => [
    word(CHANGES, change, say),
    nameOf(from),
    nameOf(to),
    word(CAUSES, cause, say),
    count,
  ]);
  return titled(
    say,
    both('Who moved, and why', '谁的等级变了,为什么'),
    table(say, both('Changes', '变动'), columns, rows),
  );
}

function mails({ mails: all }: Report, say: Say): string {
  const columns = [
    text('campaign', '活动'),
    text('outcome', '结果'),
    text('reason', '原因'),
    number('mails', '封数'),
  ];
  const rows = all.map(({ campaign, outcome, reason, count }) => [
    campaign,
    word(OUTCOMES, outcome, say),
    reason,
    count,
  ]);
  return titled(
    say,
    both('Mails', '邮件'),
    table(say, both('Mails by campaign and outcome', '各活动的邮件结果'), columns, rows),
  );
}

function exports_({ exports: files }: Report, say: Say): string {
  const columns = [
    text('export', '文件'),
    text('from', '起'),
    text('to', '止'),
    number('rows', '行'),
    number('kept', '收下'),
    number('rejected', '退回'),
    number('repeated', '重复'),
    number('set aside', '搁置'),
    number('blank', '空行'),
  ];
  const rows = files.map(({ key, from, to, counts: c }) => [
    key,
    from,
    to,
    c.rows,
    c.kept,
    c.rejected,
    c.repeated,
    c.setAside,
    c.blank,
  ]);
  return titled(
    say,
    both('Exports that counted', '计入的导出文件'),
    table(say, both('Rows after the header', '表头之后的行数'), columns, rows),
  );
}

function model({ model: { edges, population, calibratedBy } }: Report, say: Say): string {
  const columns = [text('score', '评分'), text('cut points', '分档线')];
  const rows = Object.entries(edges).map(([name, cuts]) => [name, cuts.join(' | ')]);
  const learnt = both(
    `Cut points learnt from ${population} buyers by ${calibratedBy}; money in minor units`,
    `由 ${calibratedBy} 根据 ${population} 位买家得出;金额以最小货币单位计`,
  );
  return titled(say, both('Cut points', '分档线'), table(say, learnt, columns, rows));
}

function equations({ equations: all }: Report, say: Say): string {
  const columns = [
    text('step', '步骤'),
    text('equation', '等式'),
    text('figures', '数字'),
    text('balances', '是否平衡'),
  ];
  const rows = all.map((equation) => [
    equation.step,
    `${equation.left} = ${equation.right.join(' + ')}`,
    `${leftOf(equation)} = ${equation.right.map((name) => equation.terms[name]).join(' + ')}`,
    balances(equation) ? '✓' : `✗ ${leftOf(equation)} ≠ ${rightOf(equation)}`,
  ]);
  return titled(
    say,
    both('What must add up', '必须相等的数字'),
    table(say, both('Equations of this run', '本次运行的等式'), columns, rows),
  );
}
