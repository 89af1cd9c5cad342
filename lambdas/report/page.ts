import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted, page, type Say, safe, sayIn, wordIn } from '../../shared/domain/report/html.ts';
import { periodInWords } from '../../shared/domain/report/period.ts';
import { attentionSection } from './attention-section.ts';
import { contents } from './contents.ts';
import { costSection } from './cost-section.ts';
import { criteriaSection } from './criteria-section.ts';
import { deliverySection } from './delivery-section.ts';
import { effectSection } from './effect-section.ts';
import { heatSection } from './heat-section.ts';
import { mailFunnel } from './mail-funnel.ts';
import { mailsSection } from './mails-section.ts';
import { marksSection } from './marks-section.ts';
import { modelSection } from './model-section.ts';
import { movesSection } from './moves-section.ts';
import { languageLink, pageLink } from './page-links.ts';
import { equationsSection, exportsSection } from './proof-section.ts';
import { riskSection } from './risk-section.ts';
import { rollBackNotice } from './roll-back-notice.ts';
import { statementsSection } from './statements-section.ts';
import { summarySection } from './summary-section.ts';
import { tiersSection } from './tiers-section.ts';
import { ENGINES, MODES } from './words.ts';

/** The report as one page for people: who stands where, who moved and why, what was sent, whether the rules are still apt. */
export function reportPage(report: Report, language: Language): string {
  const say = sayIn(language);
  const sections = [
    attentionSection(report, say),
    tiersSection(report, say),
    movesSection(report, say),
    heatSection(report, say),
    riskSection(report, say),
    marksSection(report, say),
    mailsSection(report, say, mailFunnel(report, say)),
    deliverySection(report, say),
    effectSection(report, say),
    costSection(report.cost, say, report.used),
    criteriaSection(report, say),
    modelSection(report, say),
    exportsSection(report, say),
    statementsSection(report, say),
    equationsSection(report, say),
  ];
  const top = [head(report, say, language), rollBackNotice(report, say), summarySection(report, say)];
  const body = [...top, contents(sections, say), ...sections].join('\n');
  return page(language, `${titleOf(report, say)} · ${report.run.asOf}`, body);
}

const titleOf = ({ shop }: Report, say: Say): string =>
  say(both(`${shop.en}: customer tiers`, `${shop['zh-CN']}客户等级报告`));

function head(report: Report, say: Say, language: Language): string {
  const { run, period, engine } = report;
  const facts = [
    wordIn(MODES, run.mode, say),
    `${say(both('as of', '截至'))} ${run.asOf}`,
    say(periodInWords(period)),
    `${say(both('run', '运行编号'))} ${run.runId}`,
    ...(engine === undefined ? [] : [wordIn(ENGINES, engine, say)]),
  ];
  const mails = report.mails.length === 0 ? '' : ` · ${pageLink('mails', language, say)}`;
  return `<p>${languageLink('report', language)}${mails}</p><h1>${safe(titleOf(report, say))}</h1><p class="soft">${safe(facts.join(' · '))}</p>
<ul class="tiles">${tilesOf(report)
    .map(([figure, label]) => `<li><b>${safe(figure)}</b><span>${safe(say(label))}</span></li>`)
    .join('')}</ul>`;
}

function tilesOf({ run, tiers, mails, currency }: Report): [string, Bilingual][] {
  const { promoted = 0, demoted = 0, joined = 0 } = run.counts.plan ?? {};
  const customers = tiers.reduce((sum, { after }) => sum + after, 0);
  const net = tiers.reduce((sum, tier) => sum + tier.net, 0);
  const sent = mails.filter(({ outcome }) => outcome === 'sent').reduce((sum, { count }) => sum + count, 0);
  return [
    [counted(customers), both('customers graded', '位客户参与评级')],
    [counted(promoted), both('moved up', '位升级')],
    [counted(demoted), both('moved down', '位降级')],
    [counted(joined), both('new customers', '位新客户')],
    [counted(sent), both('mails sent', '封邮件已发送')],
    [amount(net, currency), both(`spent in the window, ${currency}`, `窗口期消费总额（${currency}）`)],
  ];
}
