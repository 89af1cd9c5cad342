import type { IncomingMessage } from 'node:http';
import PostalMime from 'postal-mime';
import { type Reply, textReply } from '../reply.ts';
import type { MailStore } from '../store.ts';
import { listPage } from './list.ts';
import { mailPage } from './mail.ts';
import { STYLE } from './style.ts';
import { languageOf, speaker } from './words.ts';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** For a mail's own HTML: nothing is loaded and nothing runs; links may open a new page when it stands alone. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const MAIL_PATH = /^\/inbox\/([0-9a-f-]+)(\.eml|\/html)?$/;

const secured = (type: string, policy: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

const pageReply = (body: string): Reply => ({
  status: 200,
  headers: secured('text/html; charset=utf-8', PAGE_POLICY),
  body,
});

/** The pages of the inbox; undefined when the path is none of them. */
export async function inboxReply(
  store: MailStore,
  request: IncomingMessage,
  url: URL,
): Promise<Reply | undefined> {
  const query = url.searchParams;
  const language = languageOf(query.get('lang'), request.headers['accept-language']);
  if (url.pathname === '/inbox/style.css') {
    return { status: 200, headers: secured('text/css; charset=utf-8', PAGE_POLICY), body: STYLE };
  }
  if (url.pathname === '/inbox') {
    const [to, campaign] = [query.get('to') ?? '', query.get('campaign') ?? ''];
    const asked = { language, to: to.trim(), campaign: campaign.trim(), page: pageNumber(query.get('page')) };
    return pageReply(listPage(store.all(), asked));
  }
  const [, id, part] = MAIL_PATH.exec(url.pathname) ?? [];
  if (id === undefined) return undefined;
  const [mail, raw] = [store.find(id), store.raw(id)];
  if (!mail || !raw) return textReply(404, speaker(language)('gone'));
  if (part === '.eml') return rawReply(id, raw);
  const email = await PostalMime.parse(raw);
  return part === '/html' ? htmlReply(email.html ?? '') : pageReply(mailPage(mail, email, language));
}

function pageNumber(text: string | null): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

const rawReply = (id: string, body: Buffer): Reply => ({
  status: 200,
  headers: {
    ...secured('message/rfc822', MAIL_POLICY),
    'content-disposition': `attachment; filename="${id}.eml"`,
  },
  body,
});

const htmlReply = (body: string): Reply => ({
  status: 200,
  headers: secured('text/html; charset=utf-8', MAIL_POLICY),
  body,
});
