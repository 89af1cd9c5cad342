import type { WebAnswer } from '../contract/functions.ts';
import { both } from '../domain/bilingual.ts';
import { type PageContent, page } from './page.ts';
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
export function answer(statusCode: number, content: PageContent, visit: Visit, genuine = false): WebAnswer {
  const languages = genuine ? languageLinks(visit) : '?lang=';
  return {
    statusCode,
    headers: HEADERS,
    body: visit.method === 'HEAD' ? '' : page(content, visit.language, languages),
  };
}

/** Begins the links to the page of a genuine token in either language. */
export const languageLinks = ({ token, inQuery }: Visit): string =>
  `?${inQuery ? `t=${token}&amp;` : ''}lang=`;

/** A whole document of ours; its own policy, which stands in its head, forbids what this one still lets pass. */
export const wholeAnswer = (html: string, { method }: Visit): WebAnswer => ({
  statusCode: 200,
  headers: {
    ...HEADERS,
    'content-security-policy': `${HEADERS['content-security-policy']}; img-src data:`,
  },
  body: method === 'HEAD' ? '' : html,
});

/** `wait` in milliseconds. */
export function refuseFor(wait: number, content: PageContent, visit: Visit): WebAnswer {
  const refused = answer(429, content, visit);
  return { ...refused, headers: { ...refused.headers, 'retry-after': String(Math.ceil(wait / 1000)) } };
}

const WRONG_METHOD: PageContent = {
  isLast: true,
  title: both('This page cannot be used that way', '不支持这种访问方式'),
  texts: [both('Please open the link from the mail in a browser.', '请用浏览器打开邮件中的链接。')],
};

/** Nothing but the methods that it names reaches the page. */
export function otherMethod(allowed: readonly string[], visit: Visit): WebAnswer {
  const refused = answer(405, WRONG_METHOD, visit);
  return { ...refused, headers: { ...refused.headers, allow: allowed.join(', ') } };
}
