import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import { type Export, measured, order, person, policyWith } from '../../support/measured.ts';

type Identity = Policy['identity'];
type Keys = [id?: string | null, email?: string | null, phone?: string | null];

const LI = '+8613812345678';
const keyed = ([customer_id = null, email = null, phone = null]: Keys) => ({ customer_id, email, phone });
const orders = (...rows: Keys[]): Export => ({ kind: 'orders', rows: rows.map((row) => order(keyed(row))) });
const people = (...rows: Keys[]): Export => ({
  kind: 'customers',
  rows: rows.map((row) => person(keyed(row))),
});

/** Orders by customer, and how many keys stand under several. */
async function whose(identity: Identity, exports: Export[]) {
  const { features, counts } = await measured({ exports, policy: policyWith({ identity }) });
  const found = features.map(({ customerId, orderCount }) => `${customerId} ${orderCount}`);
  return { found, addresses: counts?.sharedAddresses, phones: counts?.sharedPhones };
}

const ALL: Identity = ['customer_id', 'email', 'phone'];

describe('exports joined', () => {
  test.each<[string, Identity, Export[], string[]]>([
    [
      'orders by nickname, customers by number and nickname: one key',
      ['customer_id', 'email'],
      [orders(['li88'], ['li88']), people(['li88', 'li@x.com'])],
      ['li88 2'],
    ],
    [
      'a number that every row has, in several spellings',
      ['customer_id', 'email'],
      [orders([' 17 '], ['17'], ['18']), people(['17'])],
      ['17 2', '18 1'],
    ],
    [
      'an address that every row has, in several spellings',
      ['email', 'customer_id'],
      [orders([null, 'LI@x.com '], ['5', 'li@x.com'])],
      ['li@x.com 2'],
    ],
    [
      'an order by address alone, of whom a customers file knows',
      ['customer_id', 'email'],
      [orders([null, 'li@x.com'], ['17']), people(['17', 'li@x.com'])],
      ['17 2'],
    ],
    [
      'an order by phone alone, of whom a customers file knows',
      ['customer_id', 'phone'],
      [orders([null, null, LI]), people(['17', null, LI])],
      ['17 1'],
    ],
    [
      'a phone whose owner is known by address',
      ['email', 'phone'],
      [orders([null, null, LI], [null, 'li@x.com', LI])],
      ['li@x.com 2'],
    ],
    [
      'a phone that an address owns, which a number owns',
      ALL,
      [orders([null, null, LI], [null, 'li@x.com', LI]), people(['17', 'li@x.com'])],
      ['17 2'],
    ],
    [
      'policy knows people by address first: a number is the address’s',
      ['email', 'customer_id'],
      [orders(['17'], ['17', 'li@x.com'])],
      ['li@x.com 2'],
    ],
    [
      'by phone first: number and address are the phone’s',
      ['phone', 'customer_id', 'email'],
      [orders(['17'], [null, 'li@x.com'], ['17', null, LI], [null, 'li@x.com', LI])],
      [`${LI} 4`],
    ],
    [
      'a key that the policy does not name joins nothing',
      ['customer_id'],
      [orders(['17', 'li@x.com'], [null, 'li@x.com'])],
      ['17 1'],
    ],
    [
      'an address of its own is nobody else’s for a phone that both have',
      ALL,
      [orders(['17', null, LI], [null, 'wu@x.com', LI], [null, null, LI])],
      [`${LI} 1`, '17 1', 'wu@x.com 1'],
    ],
    [
      'an id that is written like somebody’s address is itself',
      ['customer_id', 'email'],
      [orders(['li@x.com'], ['17', 'li@x.com'])],
      ['17 1', 'li@x.com 1'],
    ],
  ])('%s', async (_, identity, exports, found) => {
    expect((await whose(identity, exports)).found).toEqual(found);
  });

  test('an older statement about an order is no evidence of whose an address is', async () => {
    const moved = order({ customer_id: '18', email: 'li@x.com', order_id: 'x' });
    const exports: Export[] = [
      { kind: 'orders', rows: [{ ...moved, customer_id: '17' }] },
      { kind: 'orders', rows: [moved, order({ customer_id: null, email: 'li@x.com' })] },
    ];
    expect(await whose(['customer_id', 'email'], exports)).toEqual({
      found: ['18 2'],
      addresses: 0,
      phones: 0,
    });
  });

  test('in whatever order rows and files come', async () => {
    const keys: Keys[] = [
      ['17', 'li@x.com'],
      [null, 'li@x.com', LI],
      [null, null, LI],
      ['18', 'wu@x.com'],
      [null, 'wu@x.com'],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(keys, { minLength: keys.length }),
        fc.integer({ min: 0, max: keys.length }),
        async (shuffled, at) => {
          const { found } = await whose(ALL, [
            orders(...shuffled.slice(0, at)),
            orders(...shuffled.slice(at)),
          ]);
          expect(found).toEqual(['17 3', '18 2']);
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('one person under two ids', () => {
  test.each<[string, Identity, Export[], string[], number, number]>([
    [
      'one address',
      ['customer_id', 'email'],
      [orders(['17', 'li@x.com'], ['18', 'li@x.com'])],
      ['17 1', '18 1'],
      1,
      0,
    ],
    ['one phone', ALL, [orders(['17', null, LI], ['18', null, LI])], ['17 1', '18 1'], 0, 1],
    [
      'one address, in two kinds of export',
      ['customer_id', 'email'],
      [orders(['17', 'li@x.com']), people(['18', 'li@x.com'])],
      ['17 1', '18 0'],
      1,
      0,
    ],
    [
      'a phone, where the policy does not know people by it',
      ['customer_id', 'email'],
      [orders(['17', null, LI], ['18', null, LI])],
      ['17 1', '18 1'],
      0,
      0,
    ],
    [
      'three ids under one address, two under another',
      ['customer_id'],
      [
        orders(
          ['1', 'a@x.com'],
          ['2', 'a@x.com'],
          ['3', 'a@x.com'],
          ['4', 'b@x.com'],
          ['5', 'b@x.com'],
          ['6', 'c@x.com'],
        ),
      ],
      ['1 1', '2 1', '3 1', '4 1', '5 1', '6 1'],
      2,
      0,
    ],
    [
      'one id under two addresses is one',
      ['customer_id', 'email'],
      [orders(['17', 'a@x.com'], ['17', 'b@x.com'])],
      ['17 2'],
      0,
      0,
    ],
    [
      'who is known by address is one',
      ['email'],
      [orders(['17', 'a@x.com'], ['18', 'a@x.com'])],
      ['a@x.com 2'],
      0,
      0,
    ],
  ])('%s: told, not merged', async (_, identity, exports, found, addresses, phones) => {
    expect(await whose(identity, exports)).toEqual({ found, addresses, phones });
  });
});

test('a customers file of an earlier program, without attributes, is read', async () => {
  const old = { ...people(['18']), without: 'attributes' };
  expect((await whose(['customer_id'], [orders(['17']), old])).found).toEqual(['17 1', '18 0']);
});

describe('other kinds of export', () => {
  const said = { kind: 'feedback' as const, rows: [{ row: 2, customer_id: '99', feedback: 'survey' }] };
  const did = { kind: 'activity' as const, rows: [{ row: 2, email: 'new@x.com', activity: 'visit' }] };

  test('whom only they name is a customer too', async () => {
    const { found } = await whose(ALL, [orders(['17']), said, did]);
    expect(found).toEqual(['17 1', '99 0', 'new@x.com 0']);
  });

  test.each([said, did])('a row that the lake lost ends the run: $kind', async (each) => {
    const exports = [orders(['17']), { ...each, written: 2 }];
    await expect(measured({ exports })).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });
});
