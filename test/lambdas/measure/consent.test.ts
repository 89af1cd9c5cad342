import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import { type Export, measured, order, person, policyWith } from '../../support/measured.ts';

const ALL: Policy['identity'] = ['customer_id', 'email', 'phone'];
const orders = (...rows: Row[]): Export => ({ kind: 'orders', rows });
const people = (uploadedAt: string, ...rows: Row[]): Export => ({
  ...{ kind: 'customers', rows, uploadedAt: `2026-${uploadedAt}T00:00:00Z` },
});
const on = (day: string, consent: boolean): Row => ({
  consent,
  consent_at: `2026-${day}T04:00:00Z`,
  consent_has_zone: true,
});

/** Everybody's consent, as `customer yes|no|- day`. */
async function heard(exports: Export[], identity = ALL): Promise<string[]> {
  const { features } = await measured({ exports, policy: policyWith({ identity }) });
  const word = (consent: boolean | null) => (consent === null ? '-' : consent ? 'yes' : 'no');
  return features.map(({ customerId, consent, consentOn }) => `${customerId} ${word(consent)} ${consentOn}`);
}

describe('a word on consent outlives the statement of the order beside which it stood', () => {
  const p1 = (over: Row = {}) => order({ order_id: 'p1', ...over });
  const p2 = (over: Row = {}) => order({ order_id: 'p2', ...over });
  test.each<[string, Export[], string[]]>([
    [
      'a no, when its order is stated again without a word',
      [orders(p1(on('04-01', true)), p2(on('05-01', false))), orders(p2())],
      ['a no 2026-05-01'],
    ],
    ['a yes likewise', [orders(p1(on('04-01', true))), orders(p1())], ['a yes 2026-04-01']],
    [
      'a no, when its order is another’s now',
      [orders(p1(on('04-01', true)), p2(on('05-01', false))), orders(p2({ customer_id: 'b' }))],
      ['a no 2026-05-01', 'b - null'],
    ],
    [
      'an undated no, as new as its own upload',
      [orders(p1({ consent: false })), orders(p1()), people('10-02', person())],
      ['a no 2026-10-01'],
    ],
    [
      'a no of a row that names nobody, of whom an older one names',
      [
        orders(p1()),
        orders(p1({ customer_id: null, ...on('05-01', false) })),
        orders(p1({ customer_id: 'b' })),
        people('10-02', person()),
      ],
      ['a no 2026-05-01', 'b - null'],
    ],
    [
      'or of whom the next one names',
      [orders(p1({ customer_id: null, ...on('05-01', false) })), orders(p1())],
      ['a no 2026-05-01'],
    ],
    [
      'a refund row’s refusal is of whom the row names and of its order’s customer',
      [
        orders(p1()),
        orders(p1({ customer_id: 'b', amount: -5, ...on('05-01', false) })),
        people('10-02', person({ customer_id: 'b' })),
      ],
      ['a no 2026-05-01', 'b no 2026-05-01'],
    ],
    [
      'but its permission is nobody’s',
      [
        orders(p1()),
        orders(p1({ customer_id: 'b', amount: -5, ...on('05-01', true) })),
        people('10-02', person({ customer_id: 'b' })),
      ],
      ['a - null', 'b - null'],
    ],
  ])('%s', async (_, exports, expected) => expect(await heard(exports)).toEqual(expected));
});

describe('a yes without a day in a customers file', () => {
  const yes = person({ consent: true });
  const no = person({ consent: false });
  test.each<[string, Export[], string]>([
    ['is a yes, of no day', [people('07-01', yes)], 'a yes null'],
    [
      'is outweighed by any dated no',
      [people('05-02', person(on('05-01', false))), people('07-01', yes)],
      'a no 2026-05-01',
    ],
    [
      'also by one beside an order',
      [orders(order(on('05-01', false))), people('11-01', yes)],
      'a no 2026-05-01',
    ],
    [
      'adds nothing to a dated yes',
      [people('05-02', person(on('05-01', true))), people('07-01', yes)],
      'a yes 2026-05-01',
    ],
    ['outweighs an undated no of an older upload', [people('06-01', no), people('07-01', yes)], 'a yes null'],
    ['not one of a newer upload', [people('07-01', yes), people('08-01', no)], 'a no 2026-08-01'],
    ['nor one of the same moment', [people('07-01', yes, no)], 'a no 2026-07-01'],
    [
      'counts for nothing once anything is dated, be it an old yes',
      [people('05-02', person(on('05-01', true))), people('06-01', no), people('07-01', yes)],
      'a no 2026-06-01',
    ],
    [
      'an order’s undated yes is as old as the order',
      [orders(order({ consent: true })), people('07-01', yes)],
      'a yes 2026-09-01',
    ],
  ])('%s', async (_, exports, expected) => expect(await heard(exports)).toEqual([expected]));
});

describe('a no under a phone alone', () => {
  const P = '+8613812345678';
  const a = order({ phone: P, ...on('04-01', true) });
  const b = order({ customer_id: 'b', phone: P, ...on('04-01', true) });
  const alone = (over: Row): Row => person({ customer_id: null, phone: P, ...over });
  const [no, late] = [on('05-01', false), on('06-01', true)];
  test.each<[string, Policy['identity'], Export[], string[]]>([
    [
      'is heard by all who have the phone',
      ALL,
      [orders(a, b), people('10-02', alone(no))],
      [`${P} no 2026-05-01`, 'a no 2026-05-01', 'b no 2026-05-01'],
    ],
    [
      'also where people are not known by phone',
      ['customer_id', 'email'],
      [orders(a, b), people('10-02', alone(no))],
      ['a no 2026-05-01', 'b no 2026-05-01'],
    ],
    [
      'also beside an order, and when that is stated again',
      ALL,
      [
        orders(a, b, order({ order_id: 'q', customer_id: null, phone: P, ...no })),
        orders(order({ order_id: 'q', customer_id: 'c' })),
      ],
      [`a no 2026-05-01`, 'b no 2026-05-01', 'c - null'],
    ],
    [
      'until one of them says yes',
      ALL,
      [orders(a, b), people('10-02', alone(no), person(late))],
      [`${P} no 2026-05-01`, 'a yes 2026-06-01', 'b no 2026-05-01'],
    ],
    [
      'an undated yes does not undo it',
      ALL,
      [
        orders(order({ phone: P }), order({ customer_id: 'b', phone: P })),
        people('10-02', alone(no)),
        people('10-03', person({ consent: true })),
      ],
      [`${P} no 2026-05-01`, 'a no 2026-05-01', 'b no 2026-05-01'],
    ],
    [
      'a yes under it is nobody else’s',
      ALL,
      [orders(order({ phone: P }), order({ customer_id: 'b', phone: P })), people('10-02', alone(late))],
      [`${P} yes 2026-06-01`, 'a - null', 'b - null'],
    ],
    [
      'and a no beside a name is of that name',
      ALL,
      [orders(a, b), people('10-02', person({ phone: P, ...no }))],
      ['a no 2026-05-01', 'b yes 2026-04-01'],
    ],
  ])('%s', async (_, identity, exports, expected) =>
    expect(await heard(exports, identity)).toEqual(expected),
  );
});
