import type { Language } from '../../../../../shared/domain/bilingual.ts';
import type { AcceptedMail } from '../store.ts';
import { type Html, html } from './html.ts';
import { address } from './page.ts';
import type { Say } from './words.ts';

/** What one looks for; '' = anything. */
export interface Filter {
  /** Part of a recipient's address. */
  to: string;
  /** Values of tags. */
  campaign: string;
  tier: string;
  language: string;
}

export interface ListQuery {
  /** Of the page itself. */
  lang: Language;
  filter: Filter;
  /** 1 = the newest mails. */
  page: number;
}

/** Tags by which mails are looked for; a campaign has a tag for its rule and one for its own id. */
const TAGS: Record<Exclude<keyof Filter, 'to'>, readonly string[]> = {
  campaign: ['campaign', 'cid'],
  tier: ['tier'],
  language: ['language'],
};
const TAGGED = ['campaign', 'tier', 'language'] as const;

export const NOTHING: Filter = { to: '', campaign: '', tier: '', language: '' };

/** The field of the filter that a tag belongs to, if there is one. */
export const fieldOf = (tag: string): (typeof TAGGED)[number] | undefined =>
  TAGGED.find((field) => TAGS[field].includes(tag));

export function matching(mails: AcceptedMail[], filter: Filter): AcceptedMail[] {
  const to = filter.to.toLowerCase();
  const hasTag = ({ tags }: AcceptedMail, field: (typeof TAGGED)[number]) =>
    filter[field] === '' || TAGS[field].some((name) => tags[name] === filter[field]);
  return mails.filter(
    (mail) =>
      mail.destinations.some((address) => address.toLowerCase().includes(to)) &&
      TAGGED.every((field) => hasTag(mail, field)),
  );
}

/** The list's address with another filter or page. */
export const linkTo = ({ lang, filter, page }: ListQuery): string =>
  address('/inbox', { ...filter, page: page > 1 ? String(page) : '', lang });

export const filterForm = (
  say: Say,
  { lang, filter }: ListQuery,
  mails: AcceptedMail[],
): Html => html`<form method="get" action="/inbox" role="search">
<label>${say('recipient')}<input name="to" value="${filter.to}"></label>
<label>${say('campaign')}<input name="campaign" value="${filter.campaign}" list="campaigns"></label>
<datalist id="campaigns">${valuesOf(mails, 'campaign').map((name) => html`<option value="${name}"></option>`)}</datalist>
${(['tier', 'language'] as const).map((field) => select(say, field, filter[field], valuesOf(mails, field)))}
<input type="hidden" name="lang" value="${lang}">
<button>${say('filter')}</button>
<a href="${linkTo({ lang, filter: NOTHING, page: 1 })}">${say('all')}</a>
</form>`;

const select = (say: Say, field: 'tier' | 'language', chosen: string, values: string[]): Html =>
  html`<label>${say(field)}<select name="${field}">
<option value="">${say('any')}</option>
${values.map((value) => html`<option${value === chosen ? html` selected` : undefined}>${value}</option>`)}</select></label>`;

function valuesOf(mails: AcceptedMail[], field: (typeof TAGGED)[number]): string[] {
  const values = mails.map(({ tags }) => TAGS[field].map((name) => tags[name]).find(Boolean) ?? '');
  return [...new Set(values)].filter((value) => value !== '').sort();
}
