import type { Call, Operation, S3 } from './call.ts';
import type { Version } from './catalog.ts';
import { encoder } from './list.ts';
import { byBytes, maxKeysOf, pageOf } from './page.ts';
import { document, leaf, tag } from './xml.ts';

type Row = Version & { latest: boolean };

/** Every version and delete marker: by key, the newest first. */
export const listVersions: Operation = (s3, call) => {
  const { bucket, query } = call;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const max = maxKeysOf(query);
  const page = pageOf(rowsAfter(s3, call), { prefix, delimiter, max });
  const name = encoder(query);
  const result = tag(
    'ListVersionsResult',
    leaf('Name', bucket),
    leaf('Prefix', name(prefix)),
    ...(query.has('encoding-type') ? [leaf('EncodingType', 'url')] : []),
    leaf('MaxKeys', max),
    leaf('IsTruncated', page.truncated),
    ...(page.truncated ? next(page.last, name) : []),
    ...page.rows.map((row) => rowXml(row, name)),
    ...page.prefixes.map((group) => tag('CommonPrefixes', leaf('Prefix', name(group)))),
  );
  return { status: 200, body: document(result) };
};

/** A key marker alone begins after that key; with a version marker, after that version of it. */
function rowsAfter(s3: S3, { bucket, query }: Call): Row[] {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const [after, version] = [query.get('key-marker') ?? '', query.get('version-id-marker')];
  const keys = s3.catalog.buckets.get(bucket) ?? new Map<string, readonly Version[]>();
  const inGroup = (key: string) => delimiter !== '' && after.endsWith(delimiter) && key.startsWith(after);
  const isNext = (key: string) => byBytes(key, after) > 0 || (version !== null && key === after);
  const sorted = [...keys.keys()].filter((key) => key.startsWith(prefix) && isNext(key)).sort(byBytes);
  return sorted
    .filter((key) => !inGroup(key))
    .flatMap((key) => {
      const rows = newestFirst(keys.get(key) ?? []);
      if (key !== after) return rows;
      return rows.slice(rows.findIndex(({ versionId }) => versionId === version) + 1);
    });
}

const newestFirst = (versions: readonly Version[]): Row[] =>
  versions.map((version, i) => ({ ...version, latest: i === versions.length - 1 })).reverse();

function next(last: Row | string | undefined, name: (key: string) => string): string[] {
  if (last === undefined) return [];
  if (typeof last === 'string') return [leaf('NextKeyMarker', name(last))];
  return [leaf('NextKeyMarker', name(last.key)), leaf('NextVersionIdMarker', last.versionId)];
}

function rowXml(row: Row, name: (key: string) => string): string {
  const facts = [
    leaf('Key', name(row.key)),
    leaf('VersionId', row.versionId),
    leaf('IsLatest', row.latest),
    leaf('LastModified', row.at),
  ];
  if (row.op === 'marker') return tag('DeleteMarker', ...facts);
  return tag('Version', ...facts, leaf('ETag', `"${row.etag}"`), leaf('Size', row.size));
}
