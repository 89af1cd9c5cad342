import type { Email, Header } from 'postal-mime';
import { decodeWords } from 'postal-mime';
import type { Language } from '../../../../../shared/domain/bilingual.ts';
import type { AcceptedMail } from '../store.ts';
import { type Html, html } from './html.ts';
import { address, page, readableTime } from './page.ts';
import { type Say, speaker } from './words.ts';

/** Widths that a mail is looked at in, CSS pixels. */
const VIEWS = [
  { word: 'phone', width: 375 },
  { word: 'desktop', width: 640 },
] as const;

/** One mail: what it says of itself, its text, and its HTML where no script can run. */
export function mailPage(accepted: AcceptedMail, email: Email, language: Language): string {
  const say = speaker(language);
  const here = `/inbox/${accepted.messageId}`;
  return page(
    language,
    accepted.subject || say('inbox'),
    html`<nav><a href="${address('/inbox', { lang: language })}">← ${say('back')}</a></nav>
<h1 lang="${languageOfMail(email, language)}">${accepted.subject || '–'}</h1>
${summary(say, accepted, email)}
<nav>${aloneLink(say, here, email)}${unsubscribeLink(say, email)}<a href="${here}.eml">${say('raw')}</a></nav>
${htmlViews(say, here, email)}
<h2>${say('text')}</h2>
${email.text ? html`<pre lang="${languageOfMail(email, language)}">${email.text}</pre>` : html`<p>${say('noText')}</p>`}
<h2>${say('headers')}</h2>
<dl>${email.headers.map(headerLine)}</dl>`,
  );
}

const summary = (say: Say, accepted: AcceptedMail, email: Email): Html => html`<dl>
<dt>${say('from')}</dt><dd>${email.from?.name} &lt;${email.from?.address}&gt;</dd>
<dt>${say('recipient')}</dt><dd>${accepted.destinations.join(', ')}</dd>
<dt>${say('time')}</dt><dd>${readableTime(accepted.at)}</dd>
<dt>${say('tags')}</dt><dd>${Object.entries(accepted.tags).map(
  ([name, value]) => html`<span class="tag">${name}=${value}</span>`,
)}</dd>
</dl>`;

/** As the mail itself says, else the page's. */
const languageOfMail = ({ headers }: Email, language: Language): string =>
  headers.find(({ key }) => key === 'content-language')?.value ?? language;

const aloneLink = (say: Say, here: string, { html: body }: Email): Html | undefined =>
  body
    ? html`<a href="${here}/html" target="_blank" rel="noopener noreferrer">${say('alone')}</a>`
    : undefined;

function htmlViews(say: Say, here: string, email: Email): Html {
  if (!email.html) return html`<p>${say('noHtml')}</p>`;
  return html`<div class="views">${VIEWS.map(
    ({ word, width }) => html`<figure><figcaption>${say(word)}</figcaption>
<iframe sandbox="" src="${here}/html" width="${width}" height="800" title="${say(word)}"></iframe></figure>`,
  )}</div>`;
}

const headerLine = ({ originalKey, value }: Header): Html =>
  html`<dt>${originalKey}</dt><dd>${decodeWords(value)}</dd>`;

/** The web address of List-Unsubscribe, so that a person can follow it. */
function unsubscribeLink(say: Say, email: Email): Html | undefined {
  const value = email.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const link = /<(https?:\/\/[^>\s]+)>/i.exec(value)?.[1];
  if (!link) return undefined;
  return html`<a href="${link}" target="_blank" rel="noopener noreferrer">${say('unsubscribe')}</a>`;
}
