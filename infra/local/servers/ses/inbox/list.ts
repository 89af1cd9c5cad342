import type { Language } from '../../../../../shared/domain/bilingual.ts';
import type { AcceptedMail } from '../store.ts';
import { type Html, html } from './html.ts';
import { address, page, readableTime } from './page.ts';
import { extent, otherThan, type Say, speaker } from './words.ts';

const PAGE_SIZE = 100;

export interface ListQuery {
  language: Language;
  /** Part of a recipient's address. */
  to: string;
  /** Value of the campaign tag. */
  campaign: string;
  /** 1 = the newest mails. */
  page: number;
}

/** Tags that name a mail's campaign. */
const CAMPAIGN_TAGS = ['cid', 'campaign'];

const hasCampaign = ({ tags }: AcceptedMail, campaign: string): boolean =>
  CAMPAIGN_TAGS.some((name) => tags[name] === campaign);

export function listPage(mails: AcceptedMail[], query: ListQuery): string {
  const say = speaker(query.language);
  const to = query.to.toLowerCase();
  const found = mails
    .filter((mail) => !to || mail.destinations.some((address) => address.toLowerCase().includes(to)))
    .filter((mail) => !query.campaign || hasCampaign(mail, query.campaign))
    .reverse();
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const current = Math.min(query.page, pages);
  const shown = found.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  return page(
    query.language,
    say('inbox'),
    html`${heading(say, query)}${filterForm(say, query, mails)}
<p class="soft">${extent(found.length, current, pages)[query.language]}</p>
${shown.length ? table(say, query, shown) : html`<p>${say('none')}</p>`}${pager(say, query, current, pages)}`,
  );
}

function linkTo(query: ListQuery, change: Partial<ListQuery>): string {
  const next = { ...query, ...change };
  return address('/inbox', {
    to: next.to,
    campaign: next.campaign,
    page: next.page > 1 ? String(next.page) : '',
    lang: next.language,
  });
}

const heading = (say: Say, query: ListQuery): Html => html`<header>
<h1>${say('inbox')}</h1><span class="soft">${say('intro')}</span>
<a class="language" lang="${otherThan(query.language)}" href="${linkTo(query, { language: otherThan(query.language) })}">${say('other')}</a>
</header>`;

const filterForm = (
  say: Say,
  query: ListQuery,
  mails: AcceptedMail[],
): Html => html`<form method="get" action="/inbox">
<label>${say('recipient')}<input name="to" value="${query.to}"></label>
<label>${say('campaign')}<input name="campaign" value="${query.campaign}" list="campaigns"></label>
<datalist id="campaigns">${campaignsOf(mails).map((name) => html`<option value="${name}"></option>`)}</datalist>
<input type="hidden" name="lang" value="${query.language}">
<button>${say('filter')}</button>
<a href="${linkTo(query, { to: '', campaign: '', page: 1 })}">${say('all')}</a>
</form>`;

const campaignsOf = (mails: AcceptedMail[]): string[] =>
  [...new Set(mails.map(({ tags }) => tags.campaign ?? tags.cid ?? ''))].filter((name) => name !== '').sort();

const table = (say: Say, query: ListQuery, mails: AcceptedMail[]): Html => html`<table class="mails">
<caption>${say('list')}</caption>
<thead><tr>${HEADS.map((word) => html`<th scope="col">${say(word)}</th>`)}</tr></thead>
<tbody>${mails.map((mail) => row(query, mail))}</tbody>
</table>`;

const HEADS = ['subject', 'recipient', 'tags', 'time'] as const;

/** The mail's own id is of use to nobody in the list. */
const row = (query: ListQuery, mail: AcceptedMail): Html => html`<tr>
<td><a href="${address(`/inbox/${mail.messageId}`, { lang: query.language })}">${mail.subject || '–'}</a></td>
<td>${mail.destinations.join(', ')}</td>
<td>${Object.entries(mail.tags)
  .filter(([name]) => name !== 'sid')
  .map(([name, value]) => tag(query, name, value))}</td>
<td class="time">${readableTime(mail.at)}</td>
</tr>`;

function tag(query: ListQuery, name: string, value: string): Html {
  const label = html`<span class="tag">${name}=${value}</span>`;
  if (!CAMPAIGN_TAGS.includes(name)) return label;
  return html`<a href="${linkTo(query, { campaign: value, page: 1 })}">${label}</a>`;
}

const pager = (say: Say, query: ListQuery, current: number, pages: number): Html => html`<nav>
${current > 1 ? html`<a href="${linkTo(query, { page: current - 1 })}">← ${say('newer')}</a>` : undefined}
${current < pages ? html`<a href="${linkTo(query, { page: current + 1 })}">${say('older')} →</a>` : undefined}
</nav>`;
