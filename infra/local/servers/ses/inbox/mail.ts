import type { Email } from 'postal-mime';
import type { AcceptedMail } from '../store.ts';
import { type Html, html } from './html.ts';
import { address, page, readableTime } from './page.ts';
import { chooser, languageOfMail, partOf, type ShownMail, type View } from './views.ts';
import { type Say, speaker } from './words.ts';

/** One mail: what it says of itself, and the part of it that one wants to see. */
export function mailPage(accepted: AcceptedMail, mail: ShownMail, view: View): string {
  const { language } = view;
  const say = speaker(language);
  return page(
    language,
    accepted.subject || say('inbox'),
    html`<nav aria-label="${say('inbox')}"><a href="${address('/inbox', { lang: language })}">← ${say('back')}</a></nav>
<h1 lang="${languageOfMail(mail.email, language)}">${accepted.subject || '–'}</h1>
${summary(say, accepted, mail.email)}
<p class="links">${aloneLink(say, mail)}${unsubscribeLink(say, mail.email)}<a href="${mail.path}.eml">${say('download')}</a></p>
${chooser(say, mail, view)}
${partOf(say, mail, view)}`,
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

const aloneLink = (say: Say, { email, path }: ShownMail): Html | undefined =>
  email.html
    ? html`<a href="${path}/html" target="_blank" rel="noopener noreferrer">${say('alone')}</a>`
    : undefined;

/** The web address of List-Unsubscribe, so that a person can follow it. */
function unsubscribeLink(say: Say, email: Email): Html | undefined {
  const value = email.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const link = /<(https?:\/\/[^>\s]+)>/i.exec(value)?.[1];
  if (!link) return undefined;
  return html`<a href="${link}" target="_blank" rel="noopener noreferrer">${say('unsubscribe')}</a>`;
}
