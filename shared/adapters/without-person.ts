import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Erasure } from '../contract/erasure.ts';
import { jsonWithout, linesWithout } from '../domain/erasure/lines.ts';
import { mentionsOf } from '../domain/erasure/mentions.ts';
import { mentionsInPages, pageWithout } from '../domain/erasure/pages.ts';
import type { Person } from '../domain/erasure/person.ts';
import { recordsWithout } from '../domain/erasure/records.ts';
import { type DuckDb, withDuckDb } from './duckdb.ts';
import { personOf } from './person-rows.ts';
import { rowsWithout } from './rows-without.ts';
import { runRowsWithout } from './run-rows.ts';
import { scratch } from './scratch.ts';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** The bytes of an object without the person; undefined where they do not name him. */
export type Without = (key: string, body: Buffer) => Promise<Buffer | undefined>;

/** Documents of a run that speak of no single customer: an id that stands in them is a tier, an amount or a rule. */
const OF_NO_CUSTOMER = /^runs\/[^/]+\/((policy|inventory|model|preflight|review|templates)\.json$|used\/)/;

/** What queries of Athena wrote: Parquet whose names end with nothing, of use to none but the run that asked. */
const OF_QUERIES = /^athena\/[^/]+\/\d+-\d+\//;

/** Takes a person out of whatever we write, by what the end of the key says it is. */
export function withoutPersonIn(
  { person, salt }: Pick<Erasure, 'person' | 'salt'>,
  memoryMb: number,
): Without {
  const ways = waysTo(personOf(person, salt));
  const { mentions } = ways;
  return async (key, body) => {
    // No run is under way while somebody is erased, so none needs them any more.
    if (OF_QUERIES.test(key)) return body.length === 0 ? undefined : Buffer.alloc(0);
    if (key.endsWith('.parquet')) {
      const rows = (db: DuckDb, files: { path: string; out: string }) =>
        key.startsWith('lake/') ? rowsWithout(db, files, person, salt) : runRowsWithout(db, files, mentions);
      return parquetWithout(body, memoryMb, rows);
    }
    if (key.endsWith('.jsonl.gz'))
      return zipped(linesWithout((await unpack(body)).toString('utf8'), mentions));
    return bytesOf(textWithout(key, body.toString('utf8'), ways));
  };
}

/** How a person is looked for in lines, in documents of no customer, and in pages; made once for all of them. */
const waysTo = (person: Person) => ({
  mentions: mentionsOf(person),
  reached: mentionsOf({ ...person, ids: new Set(), orders: new Set() }),
  inPages: mentionsInPages(person),
});

function textWithout(key: string, text: string, ways: ReturnType<typeof waysTo>): string | undefined {
  const { mentions, reached, inPages } = ways;
  if (key.endsWith('.json')) return jsonWithout(text, OF_NO_CUSTOMER.test(key) ? reached : mentions);
  if (key.endsWith('.csv')) return recordsWithout(text, mentions);
  return pageWithout(text, inPages);
}

const bytesOf = (text: string | undefined): Buffer | undefined =>
  text === undefined ? undefined : Buffer.from(text);

const zipped = async (text: string | undefined): Promise<Buffer | undefined> =>
  text === undefined ? undefined : pack(text);

/** The local names are our own: a key never becomes a path. */
const parquetWithout = (
  body: Buffer,
  memoryMb: number,
  rewrite: (db: DuckDb, files: { path: string; out: string }) => Promise<number>,
): Promise<Buffer | undefined> =>
  scratch(async (dir) => {
    const [path, out] = [join(dir, 'before.parquet'), join(dir, 'after.parquet')];
    await writeFile(path, body);
    const rows = await withDuckDb({ memoryMb, dir }, (db) => rewrite(db, { path, out }));
    return rows === 0 ? undefined : readFile(out);
  });
