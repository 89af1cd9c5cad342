import type { IncomingMessage } from 'node:http';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { type Reply, textReply } from '../reply.ts';
import type { SesState } from '../state.ts';
import type { AcceptedMail } from '../store.ts';
import { NOTHING } from './filter.ts';
import { listPage } from './list.ts';
import { mailPage } from './mail.ts';
import { htmlReply, pageReply, rawReply, styleReply } from './replies.ts';
import { inScheme, SCHEMES } from './scheme.ts';
import { PARTS } from './views.ts';
import { languageOf, speaker } from './words.ts';

const MAIL_PATH = /^\/inbox\/([0-9a-f-]+)(\.eml|\/html)?$/;
const text = z.string().trim().default('');

/** What an address may ask for; nonsense counts as nothing. */
const QuerySchema = z.object({
  ...{ to: text, campaign: text, tier: text, language: text },
  page: z.coerce.number().int().positive().catch(1),
  part: z.enum(PARTS).optional().catch(undefined),
  scheme: z.enum(SCHEMES).optional().catch(undefined),
});

/** The pages of the inbox; undefined when the path is none of them. */
export async function inboxReply(
  state: SesState,
  request: IncomingMessage,
  url: URL,
): Promise<Reply | undefined> {
  if (url.pathname === '/inbox/style.css') return styleReply();
  const lang = languageOf(url.searchParams.get('lang'), request.headers['accept-language']);
  const { page, part, scheme, ...filter } = QuerySchema.parse(Object.fromEntries(url.searchParams));
  if (url.pathname === '/inbox')
    return pageReply(listPage(state.store.all(), { lang, page, filter: { ...NOTHING, ...filter } }));
  const [, id, ending] = MAIL_PATH.exec(url.pathname) ?? [];
  if (id === undefined) return undefined;
  const [mail, raw] = [state.store.find(id), state.store.raw(id)];
  if (!mail || !raw) return textReply(404, speaker(lang)('gone'));
  if (ending === '.eml') return rawReply(id, raw);
  const email = await PostalMime.parse(raw);
  if (ending === '/html') return htmlReply(opened(state, mail, email.html ?? '', scheme));
  const shown = { email, source: raw.toString('utf8'), path: `/inbox/${id}` };
  const view = { language: lang, part: part ?? (email.html ? 'html' : 'text'), scheme: scheme ?? 'light' };
  return pageReply(mailPage(mail, shown, view));
}

/** Whoever looks at a mail's HTML has opened it, as far as SES can know. */
function opened(
  { publisher }: SesState,
  mail: AcceptedMail,
  body: string,
  scheme: (typeof SCHEMES)[number] | undefined,
): string {
  publisher.openOnce(mail);
  return scheme === undefined ? body : inScheme(body, scheme);
}
