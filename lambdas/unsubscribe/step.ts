import type { WebAnswer, WebRequest } from '../../shared/contract/functions.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import { page } from './page.ts';

export interface UnsubscribeDependencies {
  /** The mailbox of a genuine token. */
  verify(token: string): string | undefined;
  unsubscribe(mailbox: string, at: string): Promise<void>;
  now(): number;
}

/** Nothing on the page comes from elsewhere, and nobody learns which page a link on it was on. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/**
 * One-click unsubscribe (RFC 8058). Only a POST acts, whatever its body; mail scanners that open the link change
 * nothing. A genuine link always gets the same answer; a damaged one always another.
 */
export const unsubscribe =
  (deps: UnsubscribeDependencies) =>
  async (request: WebRequest): Promise<WebAnswer> => {
    const query = new URLSearchParams(request.rawQueryString);
    const fromQuery = query.get('t');
    const token = fromQuery ?? request.rawPath.split('/').at(-1) ?? '';
    const language = languageOf(query.get('lang'), request.headers['accept-language']);
    const mailbox = deps.verify(token);
    const method = request.requestContext.http.method.toUpperCase();
    if (mailbox === undefined) return answer(400, page('damaged', language), method);
    const other = `?${fromQuery === null ? '' : `t=${token}&amp;`}lang=`;
    if (method === 'POST') {
      await deps.unsubscribe(mailbox, new Date(deps.now()).toISOString());
      return answer(200, page('done', language), method);
    }
    return answer(200, page('ask', language, other), method);
  };

const answer = (statusCode: number, body: string, method: string): WebAnswer => ({
  statusCode,
  headers: HEADERS,
  body: method === 'HEAD' ? '' : body,
});

/** What the visitor chose, else the first language of the browser that we speak. */
function languageOf(chosen: string | null, accepted = ''): Language {
  const wishes = chosen === null ? accepted.split(',').map((wish) => wish.trim()) : [chosen];
  const first = wishes.find((wish) => /^(zh|en)\b/i.test(wish)) ?? 'zh-CN';
  return /^zh/i.test(first) ? 'zh-CN' : 'en';
}
