import type { WebAnswer } from '../../shared/contract/functions.ts';
import { type PageContent, page } from './page.ts';
import { WRONG_METHOD } from './simple-pages.ts';
import type { Visit } from './visit.ts';

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

/** A page as the function's answer; `genuine`: the token was, so that links may repeat it. */
export function answer(
  statusCode: number,
  content: PageContent,
  { method, language, token, inQuery }: Visit,
  genuine = false,
): WebAnswer {
  const languages = `?${genuine && inQuery ? `t=${token}&amp;` : ''}lang=`;
  return {
    statusCode,
    headers: HEADERS,
    body: method === 'HEAD' ? '' : page(content, language, languages),
  };
}

/** `wait` in milliseconds. */
export function refuseFor(wait: number, content: PageContent, visit: Visit): WebAnswer {
  const refused = answer(429, content, visit);
  return { ...refused, headers: { ...refused.headers, 'retry-after': String(Math.ceil(wait / 1000)) } };
}

/** Nothing but the methods that it names reaches the page. */
export function otherMethod(allowed: readonly string[], visit: Visit): WebAnswer {
  const refused = answer(405, WRONG_METHOD, visit);
  return { ...refused, headers: { ...refused.headers, allow: allowed.join(', ') } };
}
