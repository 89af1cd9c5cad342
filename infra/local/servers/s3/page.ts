import { invalidArgument } from './errors.ts';

/** S3 lists keys in the order of their UTF-8 bytes. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export interface Page<T> {
  rows: T[];
  /** Common prefixes, each once. */
  prefixes: string[];
  truncated: boolean;
  /** The last row or prefix of the page. */
  last: T | string | undefined;
}

/** The first `max` of the rows, where rows that share a prefix up to the delimiter count as one. */
export function pageOf<T extends { key: string }>(
  rows: Iterable<T>,
  { prefix, delimiter, max }: { prefix: string; delimiter: string; max: number },
): Page<T> {
  const page: Page<T> = { rows: [], prefixes: [], truncated: false, last: undefined };
  for (const row of rows) {
    const group = groupOf(row.key, prefix, delimiter);
    if (group !== undefined && group === page.prefixes.at(-1)) continue;
    if (page.rows.length + page.prefixes.length >= max) return { ...page, truncated: max > 0 };
    if (group === undefined) page.rows.push(row);
    else page.prefixes.push(group);
    page.last = group ?? row;
  }
  return page;
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** At most 1,000 a page, whatever is asked. */
export function maxKeysOf(query: URLSearchParams): number {
  const text = query.get('max-keys') ?? '1000';
  if (!/^\d{1,9}$/.test(text)) throw invalidArgument('max-keys is no whole number.');
  return Math.min(Number(text), 1000);
}
