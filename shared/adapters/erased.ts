import { createHmac } from 'node:crypto';
import {
  ERASURE_KINDS,
  type ErasedPerson,
  type ErasureKind,
  erasureText,
  erasureTexts,
} from '../domain/erasure.ts';
import type { DuckDb } from './duckdb.ts';

/** Bytes that SHA-256 takes at once; HMAC (RFC 2104) lays its key on a block before each of its two passes. */
const BLOCK = 64;
const [INNER, OUTER] = [0x36, 0x5c];

const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/** The tombstone of one identifier, 64 hexadecimal digits; undefined where the text is no identifier. */
export function hashOf(key: Buffer, kind: ErasureKind, text: string): string | undefined {
  const hashed = erasureText(kind, text);
  return hashed === null ? undefined : hmac(key, hashed);
}

/** All tombstones of a person. */
export const tombstonesOf = (key: Buffer, person: ErasedPerson): string[] =>
  erasureTexts(person).map((text) => hmac(key, text));

/**
 * The same as `hmac` over a text column, where no row leaves the engine; `$1` and `$2` are the inner and the outer key.
 * The key is a parameter because an error message quotes the statement.
 */
export const hmacSql = (text: string): string =>
  `sha256(from_hex($2) || from_hex(sha256(from_hex($1) || encode(${text}))))`;

/** The two parameters of `hmacSql`. A key longer than a block would have to be hashed first; ours has 32 bytes. */
export function hmacKeys(key: Buffer): [inner: string, outer: string] {
  if (key.length > BLOCK) throw new RangeError('a key of more than 64 bytes');
  const pad = (mask: number) =>
    Buffer.from(Array.from({ length: BLOCK }, (_, i) => (key[i] ?? 0) ^ mask)).toString('hex');
  return [pad(INNER), pad(OUTER)];
}

/** The numbers, ascending, of the rows that are about somebody erased; `table` has `row`, `customer_id`, `email`, `phone`. */
export async function erasedRows(
  db: Pick<DuckDb, 'load' | 'rows' | 'run'>,
  table: string,
  key: Buffer,
  hashes: Iterable<string>,
): Promise<number[]> {
  const tombstones = [...hashes].map((hash) => ({ hash }));
  if (tombstones.length === 0) return [];
  await db.load('tombstones', { hash: 'VARCHAR' }, tombstones);
  const found = await db.rows(
    `SELECT "row" FROM "${table}" WHERE ${ERASURE_KINDS.map(isErased).join(' OR ')} ORDER BY "row"`,
    hmacKeys(key),
  );
  await db.run('DROP TABLE tombstones');
  return found.map(({ row }) => Number(row));
}

/** The table has every identifier in the form that is hashed. */
const isErased = (kind: ErasureKind): string =>
  `coalesce(${hmacSql(`'${kind}:' || nullif("${kind}", '')`)} IN (SELECT hash FROM tombstones), false)`;
