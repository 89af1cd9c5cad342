import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ZodType } from 'zod';
import type { Bucket } from './bucket.ts';
import { GZIP_LEVEL } from './line-writer.ts';

const [pack, unpack] = [promisify<string, { level: number }, Buffer>(gzip), promisify(gunzip)];

/** Writes rows as gzipped JSON Lines; zero rows make an empty file. */
export async function putLines(bucket: Bucket, key: string, rows: readonly unknown[]): Promise<void> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await bucket.put(key, await pack(text, { level: GZIP_LEVEL }));
}

/** Reads gzipped JSON Lines, each line parsed by `schema`. */
export async function getLines<T>(bucket: Bucket, key: string, schema: ZodType<T>): Promise<T[]> {
  const text = (await unpack(await bucket.must(key))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

export async function putJson(bucket: Bucket, key: string, value: unknown): Promise<void> {
  await bucket.put(key, JSON.stringify(value, null, 1), 'application/json');
}

export async function getJson<T>(bucket: Bucket, key: string, schema: ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse((await bucket.must(key)).toString('utf8')));
}

/** The JSON of every part of a run, in the order of the parts. */
export async function getParts<T>(
  bucket: Bucket,
  parts: number,
  keyOf: (part: number) => string,
  schema: ZodType<T>,
): Promise<T[]> {
  const found: T[] = [];
  for (let part = 0; part < parts; part += 1) found.push(await getJson(bucket, keyOf(part), schema));
  return found;
}
