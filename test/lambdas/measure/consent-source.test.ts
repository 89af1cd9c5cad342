import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { type Export, measured, order, person, policyWith } from '../../support/measured.ts';

const orders = (...rows: Row[]): Export => ({ kind: 'orders', rows });
const people = (...rows: Row[]): Export => ({ kind: 'customers', rows });
const on = (day: string, consent: boolean): Row => ({
  consent,
  consent_at: `2026-${day}T04:00:00Z`,
  consent_has_zone: true,
});

/** Each customer's consent and the export that proves it; exports are `intake0`, `intake1` … as they were uploaded. */
async function proven(...exports: Export[]): Promise<string[]> {
  const policy = policyWith({ identity: ['customer_id', 'email', 'phone'] });
  const { features } = await measured({ exports, policy });
  return features.map(
    ({ customerId, consent, consentSource }) => `${customerId} ${consent} ${consentSource}`,
  );
}

describe('the export that holds the newest statement of consent is known', () => {
  test.each<[string, Export[], string[]]>([
    ['nobody said anything', [people(person())], ['a null null']],
    [
      'the day counts, not the upload',
      [people(person(on('05-01', true))), people(person(on('04-01', true)))],
      ['a true intake0'],
    ],
    [
      'the newer upload of two of one moment',
      [people(person(on('04-01', true))), people(person(on('04-01', true)))],
      ['a true intake1'],
    ],
    [
      'a refusal that is newer than a permission',
      [people(person(on('04-01', true))), people(person(on('05-01', false))), people(person())],
      ['a false intake1'],
    ],
    [
      'a permission that is newer than a refusal, in an orders export',
      [people(person(on('04-01', false))), orders(order(on('05-01', true)))],
      ['a true intake1'],
    ],
    [
      'a yes without a day, where nothing has one',
      [people(person({ consent: true })), people(person({ consent: true })), people(person())],
      ['a true intake1'],
    ],
    [
      'a statement whose order was stated again without a word',
      [orders(order({ order_id: 'p1', ...on('04-01', true) })), orders(order({ order_id: 'p1' }))],
      ['a true intake0'],
    ],
    [
      'what was said under the address alone',
      [
        people(person({ email: 'a@x.com' })),
        people(person({ customer_id: null, email: 'A@x.com', ...on('04-01', true) })),
      ],
      ['a true intake1'],
    ],
    [
      'a refusal under a phone alone',
      [
        people(person({ phone: '139', ...on('04-01', true) })),
        people(person({ customer_id: null, phone: '139', ...on('05-01', false) })),
      ],
      ['a false intake1'],
    ],
  ])('%s', async (_, exports, expected) => {
    expect((await proven(...exports)).filter((line) => line.startsWith('a '))).toEqual(expected);
  });
});
