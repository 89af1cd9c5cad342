import type { Email, Header } from 'postal-mime';
import { decodeWords } from 'postal-mime';
import type { Language } from '../../../../../shared/domain/bilingual.ts';
import { type Html, html } from './html.ts';
import { address } from './page.ts';
import { SCHEMES, type Scheme } from './scheme.ts';
import type { Say } from './words.ts';

/** What a mail is looked at as. */
export const PARTS = ['html', 'text', 'source'] as const;
export type Part = (typeof PARTS)[number];

export interface View {
  language: Language;
  part: Part;
  scheme: Scheme;
}

/** A parsed mail beside its bytes as text, and the path of its page. */
export interface ShownMail {
  email: Email;
  source: string;
  path: string;
}

/** Widths that a mail is looked at in, CSS pixels. */
const WIDTHS = [
  { word: 'phone', width: 375 },
  { word: 'desktop', width: 640 },
] as const;

const PART_WORDS = { html: 'html', text: 'text', source: 'source' } as const;

/** The address of another view of the same mail. */
const linkTo = ({ path }: ShownMail, { language, part, scheme }: View): string =>
  address(path, { part, scheme, lang: language });

/** The parts to choose from, and the colours. */
export function chooser(say: Say, mail: ShownMail, view: View): Html {
  const choice = (change: Partial<View>, word: Parameters<Say>[0], isChosen: boolean) =>
    html`<a href="${linkTo(mail, { ...view, ...change })}"${isChosen ? CHOSEN : undefined}>${say(word)}</a>`;
  const schemes = SCHEMES.map((scheme) => choice({ scheme }, scheme, scheme === view.scheme));
  return html`<nav class="tabs" aria-label="${say('parts')}">
${PARTS.map((part) => choice({ part }, PART_WORDS[part], part === view.part))}</nav>
${view.part === 'html' ? html`<nav class="tabs" aria-label="${say('colours')}">${schemes}</nav>` : undefined}`;
}

const CHOSEN = html` aria-current="true"`;

/** The chosen part itself. */
export function partOf(say: Say, mail: ShownMail, view: View): Html {
  if (view.part === 'html') return frames(say, mail, view.scheme);
  return view.part === 'text' ? plainText(say, mail, view.language) : sourceOf(say, mail);
}

/** The mail's HTML where no script can run, at both widths; a narrow window shows it at its own. */
function frames(say: Say, { email, path }: ShownMail, scheme: Scheme): Html {
  if (!email.html) return html`<p>${say('noHtml')}</p>`;
  const from = address(`${path}/html`, { scheme });
  return html`<div class="views">${WIDTHS.map(
    ({ word, width }) => html`<figure class="${word}"><figcaption>${say(word)}</figcaption>
<div class="window" tabindex="0" role="group" aria-label="${say(word)}">
<iframe sandbox="" src="${from}" width="${width}" title="${say(word)}"></iframe></div></figure>`,
  )}</div>`;
}

const plainText = (say: Say, { email }: ShownMail, language: Language): Html =>
  email.text
    ? html`<pre lang="${languageOfMail(email, language)}">${email.text}</pre>`
    : html`<p>${say('noText')}</p>`;

const sourceOf = (say: Say, { email, source }: ShownMail): Html => html`<h2>${say('headers')}</h2>
<dl>${email.headers.map(headerLine)}</dl>
<h2>${say('raw')}</h2>
<pre>${source}</pre>`;

const headerLine = ({ originalKey, value }: Header): Html =>
  html`<dt>${originalKey}</dt><dd>${decodeWords(value)}</dd>`;

/** As the mail itself says, else the page's. */
export const languageOfMail = ({ headers }: Email, language: Language): string =>
  headers.find(({ key }) => key === 'content-language')?.value ?? language;
