import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DuckDb, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { erasedRows, hashOf, hmacKeys, hmacSql, tombstonesOf } from '../../../shared/adapters/erased.ts';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { KeysSchema } from '../../../shared/contract/mail-keys.ts';

const keysOf = (secret: object) => openKeys(KeysSchema.parse(secret));
const key = keysOf({ seed: '1'.repeat(43) }).erasure;

const engine = <T>(work: (db: DuckDb) => Promise<T>): Promise<T> =>
  scratch((dir) => withDuckDb({ memoryMb: 200, dir }, work));

const COLUMNS = { row: 'BIGINT', customer_id: 'VARCHAR', email: 'VARCHAR', phone: 'VARCHAR' } as const;
const PEOPLE = [
  { row: 2, customer_id: '7', email: 'ann@example.com', phone: '+8613812345678' },
  { row: 3, customer_id: '8', email: 'bob@example.com', phone: null },
  { row: 4, customer_id: null, email: 'ann@example.com', phone: null },
  { row: 5, customer_id: null, email: null, phone: '+8613812345678' },
  { row: 6, customer_id: '', email: '', phone: '' },
  { row: 7, customer_id: '+8613812345678', email: null, phone: null },
  { row: 8, customer_id: null, email: null, phone: null },
];

const rowsErased = (hashes: string[], used = key) =>
  engine(async (db) => {
    await db.load('read', COLUMNS, PEOPLE);
    return erasedRows(db, 'read', used, hashes);
  });

describe('tombstones', () => {
  it('in the engine are those of Node, whatever the text and the key', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((each) => !each.includes('\0'));
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
    await engine((db) =>
      fc.assert(
        fc.asyncProperty(bytes, fc.array(text, { minLength: 1 }), async (raw, texts) => {
          const secret = Buffer.from(raw);
          await db.run('DROP TABLE IF EXISTS texts');
          await db.load('texts', { place: 'BIGINT', said: 'VARCHAR' }, [
            ...texts.map((said, place) => ({ place, said })),
          ]);
          const found = await db.rows(
            `SELECT ${hmacSql('said')} AS hash FROM texts ORDER BY place`,
            hmacKeys(secret),
          );
          expect(found.map(({ hash }) => hash)).toEqual(
            texts.map((said) => createHmac('sha256', secret).update(said).digest('hex')),
          );
        }),
        { numRuns: 50 },
      ),
    );
  });

  it('a key longer than a block is refused', () => {
    expect(() => hmacKeys(Buffer.alloc(65))).toThrow(RangeError);
  });

  it('are those of the seed that never changes, and of no other purpose', () => {
    const rotated = keysOf({ seed: '2'.repeat(43), current: 'k2', old: { k1: '1'.repeat(43) } });
    expect(rotated.erasure).toEqual(key);
    expect(keysOf({ seed: '2'.repeat(43) }).erasure).not.toEqual(key);
    expect(hashOf(key, 'email', 'ann@example.com')).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(key, 'phone', '138****5678')).toBeUndefined();
  });
});

describe('B80 rows of erased people', () => {
  it.each([
    [
      'by any of their identifiers',
      { customer_id: '7', email: 'Ann@Example.com', phone: '13812345678' },
      [2, 4, 5],
    ],
    ['by an id alone', { customer_id: '8' }, [3]],
    ['never because they lack the same', { customer_id: '', email: null }, []],
    ['not by an id that is written like a phone', { phone: '138-1234-5678' }, [2, 5]],
    ['nobody', {}, []],
    ['somebody who is not in the file', { customer_id: '9' }, []],
  ])('%s', async (_, person, rows) => {
    expect(await rowsErased(tombstonesOf(key, person))).toEqual(rows);
  });

  it('another shop’s tombstones meet nobody', async () => {
    expect(await rowsErased(tombstonesOf(Buffer.alloc(32, 1), { customer_id: '7' }))).toEqual([]);
  });
});
