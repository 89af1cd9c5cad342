import { both, type Language } from '../../shared/domain/bilingual.ts';
import { counted, note, page, type Say, safe, sayIn, wordIn } from '../../shared/domain/report/html.ts';
import { inOrderOf, OUTCOMES, REASONS } from '../../shared/domain/report/words.ts';
import { contents } from './contents.ts';
import type { Gallery, GalleryCampaign } from './gallery.ts';
import { languageLink, pageLink } from './page-links.ts';
import { noPreviews, previewNote, previewSection } from './preview-section.ts';
import { stylesOf } from './preview-styles.ts';

/** Every campaign of a run with its figures and its letters; `beside` is the page that it belongs to. */
export function galleryPage(gallery: Gallery, beside: 'plan' | 'report', language: Language): string {
  const say = sayIn(language);
  const { campaigns, shop, runId, asOf, isKept } = gallery;
  const title = say(both(`${shop.en}: the mails of a run`, `${shop['zh-CN']}：本次运行的邮件`));
  const sections = campaigns.map((campaign) => campaignSection(campaign, language, say));
  const links = `<p>${languageLink('mails', language)} · ${pageLink(beside, language, say)}</p>`;
  const facts = `${say(both('as of', '截至'))} ${asOf} · ${say(both('run', '运行编号'))} ${runId}`;
  const head = `${links}<h1>${safe(title)}</h1><p class="soft">${safe(facts)}</p>`;
  const told = isKept ? previewNote(say) : noPreviews(say);
  const body =
    campaigns.length === 0
      ? note(say, both('This run has no mails.', '本次运行没有邮件。'))
      : [told, contents(sections, say), ...sections].join('\n');
  const styles = stylesOf(campaigns.flatMap(({ templates }) => templates));
  return page(language, `${title} · ${asOf}`, `${head}\n${body}`, styles);
}

function campaignSection(campaign: GalleryCampaign, language: Language, say: Say): string {
  const { rule, mails, templates } = campaign;
  const name = nameOf(campaign, say);
  return `<section id="${safe(encodeURIComponent(rule))}"><h2>${safe(name)}</h2><p>${safe(figures(mails, say))}</p>${previewSection(name, templates, language, say)}</section>`;
}

/** By its name in the policy, or else its rule there. */
export const nameOf = ({ name, rule }: Pick<GalleryCampaign, 'name' | 'rule'>, say: Say): string =>
  name ? say(name) : rule;

/** "waiting 1,204; held out 60; not to be mailed 31 (no e-mail address 31)". */
function figures(mails: GalleryCampaign['mails'], say: Say): string {
  const outcomes = [...new Set(mails.map(({ outcome }) => outcome))].sort(inOrderOf(OUTCOMES));
  return outcomes
    .map((outcome) => {
      const of = mails.filter((mail) => mail.outcome === outcome);
      const words = `${wordIn(OUTCOMES, outcome, say)} ${counted(of.reduce((sum, { count }) => sum + count, 0))}`;
      return words + reasons(outcome === 'heldOut' ? [] : of, say);
    })
    .join(say(both('; ', '；')));
}

/** That a control group is one needs no reason. */
function reasons(mails: GalleryCampaign['mails'], say: Say): string {
  const given = mails.filter(({ reason }) => reason !== '').toSorted((a, b) => b.count - a.count);
  if (given.length === 0) return '';
  const list = given.map(({ reason, count }) => `${wordIn(REASONS, reason, say)} ${counted(count)}`);
  return say(both(` (${list.join(', ')})`, `（${list.join('，')}）`));
}
