import type { Headers } from './body.ts';

const KEPT = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** The headers of a put that come back with the object. */
export function attributesOf(headers: Headers): Headers {
  const kept: Headers = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers))
    if (KEPT.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  const encoding = encodingOf(headers);
  return encoding ? { ...kept, 'content-encoding': encoding } : kept;
}

/** aws-chunked is how the body travels, not how the object is encoded. */
const encodingOf = (headers: Headers): string =>
  (headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
    .join(',');

/** Tags of the x-amz-tagging header, which is written like a query. */
export const tagsOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(headers['x-amz-tagging'] ?? ''));
