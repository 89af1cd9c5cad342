import type { WebRequest } from '../contract/functions.ts';
import type { Language } from '../domain/bilingual.ts';

/** A request to the page, read. */
export interface Visit {
  method: string;
  token: string;
  /** Whether the token stands in the query, so that links to the page must repeat it. */
  inQuery: boolean;
  language: Language;
  /** Fields of our own forms; a body of any other kind has none. */
  form: URLSearchParams;
  /** Network address that the request came from. */
  address: string;
}

/** Our forms are tiny; nothing beyond this is read. */
const MAX_FORM = 4_096;

/** The token is the last piece of the path, or `t` in the query. */
export function readVisit(request: WebRequest): Visit {
  const query = new URLSearchParams(request.rawQueryString);
  const { method, sourceIp } = request.requestContext.http;
  return {
    method: method.toUpperCase(),
    token: query.get('t') ?? request.rawPath.split('/').at(-1) ?? '',
    inQuery: query.has('t'),
    language: languageOf(query.get('lang'), request.headers['accept-language']),
    form: formOf(request),
    address: sourceIp,
  };
}

function formOf({ body, isBase64Encoded, headers }: WebRequest): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return new URLSearchParams(isForm ? text.slice(0, MAX_FORM) : '');
}

/** What the visitor chose, else the first language of the browser that we speak. */
function languageOf(chosen: string | null, accepted = ''): Language {
  const wishes = chosen === null ? accepted.split(',').map((wish) => wish.trim()) : [chosen];
  const first = wishes.find((wish) => /^(zh|en)\b/i.test(wish)) ?? 'zh-CN';
  return /^zh/i.test(first) ? 'zh-CN' : 'en';
}
