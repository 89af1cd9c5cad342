import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { momentIn } from '../../shared/domain/moment.ts';
import { page, type Say, safe, sayIn, wordIn } from '../../shared/domain/report/html.ts';
import { periodInWords } from '../../shared/domain/report/period.ts';
import { anomalyList, attentionWords } from './anomaly-list.ts';
import { contents } from './contents.ts';
import { costSection } from './cost-section.ts';
import type { Gallery } from './gallery.ts';
import { lead, titled, withCode } from './layout.ts';
import { languageLink } from './page-links.ts';
import { planMails } from './plan-mails.ts';
import { planMoves } from './plan-moves.ts';
import { stopSection } from './plan-stop.ts';
import { planTiers } from './plan-tiers.ts';
import { summaryWords } from './plan-words.ts';
import { stylesOf } from './preview-styles.ts';
import { ENGINES, MODES } from './words.ts';

/**
 * What a run will do, as one page for people, before any of it happens. Its one comment is where the page on which plans
 * are approved puts its form.
 */
export function planPage(plan: PlanPage, gallery: Gallery, language: Language): string {
  const say = sayIn(language);
  const title = say(both(`${plan.shop.en}: the plan of a run`, `${plan.shop['zh-CN']}：运行计划`));
  const sections = [
    attention(plan, say),
    planMoves(plan, say),
    planTiers(plan, say),
    planMails(plan, gallery, language, say),
    costSection(plan.cost, say),
    stopSection(plan, say),
  ];
  const top = [head(plan, title, language, say), waits(plan, language, say), '<!--decision-->'];
  const body = [...top, contents(sections, say), ...sections].join('\n');
  const styles = stylesOf(gallery.campaigns.flatMap(({ templates }) => templates));
  return page(language, `${title} · ${plan.asOf}`, body, styles);
}

function head(plan: PlanPage, title: string, language: Language, say: Say): string {
  const { mode, asOf, period, runId, engine } = plan;
  const facts = [
    wordIn(MODES, mode, say),
    `${say(both('as of', '截至'))} ${asOf}`,
    say(periodInWords(period)),
    `${say(both('run', '运行编号'))} ${runId}`,
    ...(engine === undefined ? [] : [wordIn(ENGINES, engine, say)]),
  ];
  return `<p>${languageLink('plan', language)}</p><h1>${safe(title)}</h1><p class="soft">${safe(facts.join(' · '))}</p>${lead(say, summaryWords(plan))}`;
}

/** Why the plan waits and until when, or that nothing keeps it from happening. */
function waits(
  { decision, expiresAt, timeZone, why, runId }: PlanPage,
  language: Language,
  say: Say,
): string {
  if (decision === 'APPROVED') return `<p class="good">${safe(say(AT_ONCE))}</p>`;
  const until = expiresAt === undefined ? '' : momentIn(expiresAt, timeZone, language);
  const words = both(
    `This plan waits for approval${until && ` until ${until}`}. Nothing of it has happened, and without approval nothing will. Approve it with the link in the plan mail, or with \`npm run tierwise -- approve ${runId}\`.`,
    `此计划正等待批准${until && `，截止时间 ${until}`}。目前未产生任何变动；未经批准也不会执行。可通过计划邮件中的链接批准，或使用命令 \`npm run tierwise -- approve ${runId}\`。`,
  );
  const reasons = why.map((each) => `<li>${withCode(say, each)}</li>`).join('');
  const head = reasons && `<p class="asks">${safe(say(both('Why it waits:', '等待批准的原因：')))}</p>`;
  return `<p>${withCode(say, words)}</p>${head}${reasons && `<ul class="asks">${reasons}</ul>`}`;
}

const AT_ONCE = both(
  'Nothing in the policy makes this plan wait: it is carried out at once.',
  '策略中没有要求等待批准的条件，计划会立即执行。',
);

/** What the plan waits for is said already. */
function attention({ anomalies, why }: PlanPage, say: Say): string {
  const said = new Set(why.map(({ en }) => en));
  const unsaid = anomalies.filter((anomaly) => !said.has(anomaly.say.en));
  if (unsaid.length === 0) return '';
  const body = lead(say, attentionWords(unsaid)) + anomalyList(unsaid, say);
  return titled(say, both('Please look at this', '请留意'), body);
}
