import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Row, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { grown } from '../../../shared/adapters/person-rows.ts';
import { rowsWithout } from '../../../shared/adapters/rows-without.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import type { FoundPerson } from '../../../shared/contract/erasure.ts';
import { begunAnew, begunWith, hasGrown, mustBeHis } from '../../../shared/domain/erasure/found.ts';

const COLUMNS = {
  ...({ intake_id: 'VARCHAR', row: 'BIGINT', order_id: 'VARCHAR', customer_id: 'VARCHAR' } as const),
  ...({ email: 'VARCHAR', phone: 'VARCHAR', name: 'VARCHAR', amount: 'BIGINT' } as const),
};
type Cells = [string, string | null, string | null, string | null, string | null];
const PHONE = '+8613812345678';

/** One lake file of orders; `work` gets the engine and its path. */
const withFile = <T>(
  cells: Cells[],
  work: (of: Parameters<typeof grown>[0], path: string, out: string) => Promise<T>,
) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 256, dir }, async (db) => {
      const [path, out] = [join(dir, 'a.parquet'), join(dir, 'b.parquet')];
      const rows = cells.map(([order_id, customer_id, email, phone, name], i): Row => {
        return { intake_id: 'i', row: i + 2, order_id, customer_id, email, phone, name, amount: 100 };
      });
      await db.load('made', COLUMNS, rows);
      await db.run(`COPY made TO '${path}' (FORMAT parquet)`);
      return work(db, path, out);
    }),
  );

const HE: FoundPerson = { ...begunWith('c1', ['customer_id']), emails: ['a@b.example'], orders: ['o1'] };

/** As the search does: every file again, until no further name of his turns up. */
const found = (begun: FoundPerson, ...files: Cells[][]) => {
  const read = async (known: FoundPerson, cells: Cells[]) =>
    begunAnew(begun, known, (await withFile(cells, (db, path) => grown(db, path, known))).found);
  const again = async (known: FoundPerson): Promise<FoundPerson> => {
    let after = known;
    for (const cells of files) after = await read(after, cells);
    return hasGrown(known, after) ? again(after) : after;
  };
  return again(begun);
};

const [A, B] = ['a@b.example', 'b@b.example'];
const BY_ID = ['customer_id', 'email', 'phone'];

describe('a person', () => {
  it.each<[string, string, string[], Cells[][], Partial<FoundPerson>]>([
    [
      'is known by all that stands beside his id',
      'c1',
      BY_ID,
      [[['o1', 'c1', 'A@b.example', PHONE, '李雷']]],
      { ids: ['c1'], emails: [A], phones: [PHONE], names: ['李雷'], orders: ['o1'] },
    ],
    [
      'is not the other customer under his address, which is left to that one',
      'c1',
      BY_ID,
      [[['o1', 'c1', A, null, '李雷']], [['o2', 'c2', A, null, '韩梅']]],
      { ids: ['c1'], emails: [], names: ['李雷'], orders: ['o1'], shared: [A] },
    ],
    [
      'has rows that name him by nothing but his address',
      'c1',
      BY_ID,
      [[['o2', null, A, PHONE, null]], [['o1', 'c1', A, null, null]]],
      { ids: ['c1'], emails: [A], phones: [PHONE], orders: ['o1', 'o2'] },
    ],
    [
      'does not own a phone that stands beside somebody else',
      'c1',
      BY_ID,
      [
        [
          ['o1', 'c1', null, PHONE, null],
          ['o9', 'c9', null, PHONE, null],
        ],
      ],
      { ids: ['c1'], phones: [], shared: [PHONE], orders: ['o1'] },
    ],
    [
      'asked for by his address is the customer whose it is, with his other addresses',
      'A@b.example',
      BY_ID,
      [[['o2', null, A, null, null]], [['o1', 'c1', A, null, null]], [['o3', 'c1', B, null, null]]],
      { ids: ['A@b.example', 'c1'], emails: [A, B], orders: ['o1', 'o2', 'o3'], shared: [] },
    ],
    [
      'is nobody where several stand under the address that is asked for',
      A,
      BY_ID,
      [[['o1', 'c1', A, null, null]], [['o2', 'c2', A, null, null]]],
      { ids: [A], emails: [], orders: [], shared: [A] },
    ],
    ...['+8613812345678', '138 1234 5678', '13812345678'].map(
      (asked): [string, string, string[], Cells[][], Partial<FoundPerson>] => [
        `is known by nothing but the phone ${asked}, where others have ids`,
        asked,
        BY_ID,
        [
          [
            ['o1', null, null, PHONE, '李雷'],
            ['o9', 'c9', null, null, null],
          ],
        ],
        { ids: [asked], phones: [PHONE], names: ['李雷'], orders: ['o1'], shared: [] },
      ],
    ),
    [
      'has an id of digits, which is no phone of somebody else',
      '6661234',
      BY_ID,
      [[['o1', '6661234', null, null, null]], [['o9', null, null, '6661234', null]]],
      { ids: ['6661234'], phones: [], orders: ['o1'] },
    ],
    [
      'may have his address for his id as well',
      A,
      BY_ID,
      [[['o1', A, A, null, null]]],
      { ids: [A], emails: [A], orders: ['o1'] },
    ],
    [
      'has every id under his address, where addresses tell people apart',
      A,
      ['email'],
      [
        [
          ['o1', 'c1', A, null, null],
          ['o2', 'c2', A, null, null],
          ['o3', 'c2', B, null, null],
        ],
      ],
      { ids: [A, 'c1'], emails: [A], orders: ['o1', 'o2'], shared: ['c2'] },
    ],
  ])('%s', async (_, asked, identity, files, expected) => {
    const { orders, ...names } = await found(begunWith(asked, identity), ...files);
    expect({ ...names, orders: [...orders].sort() }).toMatchObject(expected);
  });

  it('is refused where several stand under what was asked for', async () => {
    const person = await found(begunWith(A, BY_ID), [
      ['o1', 'c1', A, null, null],
      ['o2', 'c2', A, null, null],
    ]);
    expect(() => mustBeHis(person, 0)).toThrow(/E_SEVERAL_CUSTOMERS/);
    expect(() => mustBeHis(person, 1)).not.toThrow();
  });
});

describe('a lake file without a person', () => {
  it('keeps every row in its place, his as nobody’s, with one and the same hash for one order', async () => {
    const cells: Cells[] = [
      ['o9', 'c9', 'z@b.example', null, 'z'],
      ['o1', 'c1', 'a@b.example', PHONE, '李雷'],
      ['o1', null, null, null, null],
      ['o8', null, null, null, null],
    ];
    const rows = await withFile(cells, async (db, path, out) => {
      expect(await rowsWithout(db, { path, out }, HE, 'salt')).toBe(2);
      expect(await rowsWithout(db, { path: out, out: `${out}.parquet` }, HE, 'salt')).toBe(0);
      return db.rows(`FROM read_parquet('${out}')`);
    });
    expect(rows.map(({ row, amount }) => [row, amount])).toEqual(cells.map((_, i) => [i + 2, 100]));
    expect([rows[0]?.order_id, rows[0]?.name, rows[3]?.order_id]).toEqual(['o9', 'z', 'o8']);
    const gone = { customer_id: null, email: null, phone: null, name: null };
    expect(rows.slice(1, 3)).toMatchObject([gone, gone]);
    expect(rows[1]?.order_id).toMatch(/^erased-[0-9a-f]{24}$/);
    expect(rows[2]?.order_id).toBe(rows[1]?.order_id);
  });
});
