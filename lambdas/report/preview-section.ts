import { type Bilingual, both, LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { folded, note, type Say, safe } from '../../shared/domain/report/html.ts';
import { type Preview, SAMPLE_CODE, type TemplatePreviews } from './preview.ts';

/** Pixels; a longer letter scrolls in its frame, since nothing on the page can measure it. */
const HIGH = 560;

/** The letters of one campaign: those of the reader's language first, the others folded. */
export function previewSection(
  campaign: string,
  templates: readonly TemplatePreviews[],
  language: Language,
  say: Say,
): string {
  const others = LANGUAGES.filter((each) => each !== language);
  return templates
    .map(({ template, previews }) => {
      const of = (wanted: Language) =>
        lettersIn(
          `${campaign}, ${template}`,
          previews.filter((each) => each.language === wanted),
          say,
        );
      const folds = others.map((other) => folded(say, IN_LANGUAGE[other], of(other)));
      const head = `<p>${safe(say(both('Template', '模板')))} <code>${safe(template)}</code></p>`;
      return head + of(language) + folds.join('');
    })
    .join('');
}

/** What of a preview is made up; once on a page. */
export const previewNote = (say: Say): string => note(say, SAMPLES);

const SAMPLES = both(
  `These are the letters as they will be sent, with the templates of this run, to a made-up customer: tier and dates are those that most of the campaign’s customers have; the name, the offer code ${SAMPLE_CODE} and the unsubscribe link are samples. Pictures are not loaded here, and links lead nowhere.`,
  `以下按本次运行的模板原样呈现，收信人为虚构：等级和日期取该活动多数客户的情况；姓名、优惠码 ${SAMPLE_CODE} 和退订链接均为示例。此处不加载图片，链接也不会打开。`,
);

/** Where an earlier program kept no templates with the run. */
export const noPreviews = (say: Say): string =>
  note(
    say,
    both(
      'The mail templates of this run were not kept with it, so its letters cannot be shown.',
      '本次运行未保存邮件模板，因此无法预览邮件。',
    ),
  );

const IN_LANGUAGE: Record<Language, Bilingual> = {
  en: both('The same in English', '查看英文版'),
  'zh-CN': both('The same in Chinese', '查看中文版'),
};

const lettersIn = (of: string, previews: readonly Preview[], say: Say): string =>
  `<div class="letters">${previews.map((preview) => one(of, preview, say)).join('')}</div>`;

function one(of: string, preview: Preview, say: Say): string {
  const { language, isNamed } = preview;
  const to = isNamed
    ? both('To somebody with a name', '有姓名的客户')
    : both('To somebody without', '没有姓名的客户');
  if ('fault' in preview)
    return `<div><p><b>${safe(say(to))}</b></p><p>${safe(say(CANNOT) + say(preview.fault))}</p></div>`;
  const { subject, preheader, html, text } = preview.letter;
  const title = `${of}: ${say(to)} (${language})`;
  return `<div><p><b>${safe(say(to))}</b></p>
<p class="head">${headed(SUBJECT, safe(subject), language, say)}${preheader && `<br>${headed(PREHEADER, preheader, language, say)}`}</p>
<iframe title="${safe(title)}" sandbox="" width="100%" height="${HIGH}" srcdoc="${safe(html)}"></iframe>
${folded(say, PLAIN, `<pre lang="${language}">${safe(text)}</pre>`)}</div>`;
}

const CANNOT = both('This letter cannot be shown: ', '无法显示此邮件：');
const SUBJECT = both('Subject', '主题');
const PREHEADER = both('Preview line', '摘要');
const PLAIN = both('As plain text', '查看纯文本');

/** `escaped` stands in HTML already. */
const headed = (head: Bilingual, escaped: string, language: Language, say: Say): string =>
  `<span class="soft">${safe(say(head))}</span> <span lang="${language}">${escaped}</span>`;
