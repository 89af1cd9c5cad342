import type { Call, Operation, S3 } from './call.ts';
import type { ObjectEntry } from './entries.ts';
import { invalidArgument, notImplemented } from './errors.ts';
import { byBytes, maxKeysOf, pageOf } from './page.ts';
import { document, leaf, tag } from './xml.ts';

export const listObjects: Operation = (s3, call) => {
  const { bucket, query } = call;
  if (query.get('list-type') !== '2') throw notImplemented('lists other than version 2');
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const max = maxKeysOf(query);
  const page = pageOf(rowsAfter(s3, call), { prefix, delimiter, max });
  const name = encoder(query);
  const last = typeof page.last === 'string' ? page.last : page.last?.key;
  const result = tag(
    'ListBucketResult',
    leaf('Name', bucket),
    leaf('Prefix', name(prefix)),
    ...(delimiter ? [leaf('Delimiter', name(delimiter))] : []),
    ...echo(query),
    leaf('MaxKeys', max),
    leaf('KeyCount', page.rows.length + page.prefixes.length),
    leaf('IsTruncated', page.truncated),
    ...(page.truncated && last !== undefined ? [leaf('NextContinuationToken', tokenOf(last))] : []),
    ...page.rows.map((row) => rowXml(row, name)),
    ...page.prefixes.map((group) => tag('CommonPrefixes', leaf('Prefix', name(group)))),
  );
  return { status: 200, body: document(result) };
};

/** Current objects under the prefix, in order, from where the page begins. */
function rowsAfter(s3: S3, { bucket, query }: Call): ObjectEntry[] {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : keyOf(token);
  const group = token !== null && delimiter !== '' && after.endsWith(delimiter) ? after : undefined;
  const isNext = (key: string): boolean =>
    key.startsWith(prefix) && byBytes(key, after) > 0 && !(group !== undefined && key.startsWith(group));
  const keys = [...(s3.catalog.buckets.get(bucket)?.keys() ?? [])].filter(isNext).sort(byBytes);
  const rows = keys.map((key) => s3.catalog.current(bucket, key));
  return rows.filter((row) => row?.op === 'object');
}

const tokenOf = (key: string): string => Buffer.from(key).toString('base64url');

function keyOf(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (tokenOf(key) !== token) throw invalidArgument('The continuation token is incorrect.');
  return key;
}

const echo = (query: URLSearchParams): string[] =>
  [
    ['continuation-token', 'ContinuationToken'],
    ['start-after', 'StartAfter'],
    ['encoding-type', 'EncodingType'],
  ].flatMap(([param = '', element = '']) => {
    const value = query.get(param);
    return value === null ? [] : [leaf(element, value)];
  });

const rowXml = ({ key, at, etag, size }: ObjectEntry, name: (key: string) => string): string =>
  tag(
    'Contents',
    leaf('Key', name(key)),
    leaf('LastModified', at),
    leaf('ETag', `"${etag}"`),
    leaf('Size', size),
    leaf('StorageClass', 'STANDARD'),
  );

/** How names are written in a list: as they are, or URL-encoded when the client asks. */
export const encoder =
  (query: URLSearchParams) =>
  (name: string): string =>
    query.get('encoding-type') === 'url' ? encodeURIComponent(name).replaceAll('%2F', '/') : name;
