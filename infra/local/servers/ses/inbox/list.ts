import type { AcceptedMail } from '../store.ts';
import { fieldOf, filterForm, type ListQuery, linkTo, matching, NOTHING } from './filter.ts';
import { type Html, html } from './html.ts';
import { address, page, readableTime } from './page.ts';
import { extent, otherThan, type Say, speaker } from './words.ts';

const PAGE_SIZE = 100;

export function listPage(mails: AcceptedMail[], query: ListQuery): string {
  const say = speaker(query.lang);
  const found = matching(mails, query.filter).reverse();
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const current = Math.min(query.page, pages);
  const shown = found.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  return page(
    query.lang,
    say('inbox'),
    html`${heading(say, query)}${filterForm(say, query, mails)}
<p class="soft">${extent(found.length, current, pages)[query.lang]}</p>
${shown.length ? table(say, query, shown) : html`<p>${say('none')}</p>`}${pager(say, query, current, pages)}`,
  );
}

const heading = (say: Say, query: ListQuery): Html => html`<header>
<h1>${say('inbox')}</h1><span class="soft">${say('intro')}</span>
<a class="language" lang="${otherThan(query.lang)}" href="${linkTo({ ...query, lang: otherThan(query.lang) })}">${say('other')}</a>
</header>`;

const table = (say: Say, query: ListQuery, mails: AcceptedMail[]): Html => html`<table class="mails">
<caption>${say('list')}</caption>
<thead><tr>${HEADS.map((word) => html`<th scope="col">${say(word)}</th>`)}</tr></thead>
<tbody>${mails.map((mail) => row(query, mail))}</tbody>
</table>`;

const HEADS = ['subject', 'recipient', 'tags', 'time'] as const;

/** The mail's own id is of use to nobody in the list. */
const row = (query: ListQuery, mail: AcceptedMail): Html => html`<tr>
<td><a href="${address(`/inbox/${mail.messageId}`, { lang: query.lang })}">${mail.subject || '–'}</a></td>
<td>${mail.destinations.join(', ')}</td>
<td>${Object.entries(mail.tags)
  .filter(([name]) => name !== 'sid')
  .map(([name, value]) => tag(query, name, value))}</td>
<td class="time">${readableTime(mail.at)}</td>
</tr>`;

/** A tag that mails are looked for by leads to all that have it. */
function tag(query: ListQuery, name: string, value: string): Html {
  const label = html`<span class="tag">${name}=${value}</span>`;
  const field = fieldOf(name);
  if (field === undefined) return label;
  const to = linkTo({ ...query, filter: { ...NOTHING, [field]: value }, page: 1 });
  return html`<a href="${to}">${label}</a>`;
}

function pager(say: Say, query: ListQuery, current: number, pages: number): Html | undefined {
  if (pages === 1) return undefined;
  const to = (page: number) => linkTo({ ...query, page });
  return html`<nav aria-label="${say('pages')}">
${current > 1 ? html`<a href="${to(current - 1)}">← ${say('newer')}</a>` : undefined}
${current < pages ? html`<a href="${to(current + 1)}">${say('older')} →</a>` : undefined}
</nav>`;
}
