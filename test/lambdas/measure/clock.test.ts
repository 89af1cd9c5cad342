import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { type Export, measured, order, person } from '../../support/measured.ts';

const at = (time: string, zoned: boolean | null = null) => ({
  updated_at: `2026-09-02T${time}Z`,
  updated_has_zone: zoned,
});
const upload = (kind: Export['kind'], uploaded: string, row: Row): Export => ({
  kind,
  rows: [row],
  uploadedAt: `2026-09-02T${uploaded}Z`,
});

/** In Shanghai it is eight hours later than in UTC. */
describe('one clock, that of the policy’s zone, tells which statement of an order is newer', () => {
  const x = (amount: number, over: Row = {}) => order({ order_id: 'x', amount, ...over });
  test.each<[string, Export[], number]>([
    [
      'an undated correction of 13:00 there, after a statement of 10:00 there',
      [upload('orders', '02:30:00', x(1, at('10:00:00'))), upload('orders', '05:00:00', x(2))],
      2,
    ],
    [
      'a zoned one of 13:00 there and a later one by the wall clock',
      [
        upload('orders', '06:00:00', x(1, at('13:30:00'))),
        upload('orders', '06:30:00', x(2, at('05:00:00', true))),
      ],
      1,
    ],
    [
      'a zoned one of 15:00 there and an earlier one by the wall clock',
      [
        upload('orders', '07:30:00', x(1, at('07:00:00', true))),
        upload('orders', '08:00:00', x(2, at('13:30:00'))),
      ],
      1,
    ],
  ])('%s', async (_, exports, netAmount) => {
    expect((await measured({ exports })).features).toMatchObject([{ netAmount }]);
  });
});

describe('and which name is', () => {
  test.each<[string, Export[], string]>([
    [
      'in customers exports',
      [
        upload('customers', '07:30:00', person({ name: 'New', ...at('07:00:00', true) })),
        upload('customers', '08:00:00', person({ name: 'Old', ...at('13:30:00') })),
      ],
      'New',
    ],
    [
      'in orders exports',
      [
        upload('orders', '07:30:00', order({ name: 'New', ...at('07:00:00', true) })),
        upload('customers', '08:00:00', person({ name: 'Old', ...at('13:30:00') })),
      ],
      'New',
    ],
  ])('%s', async (_, exports, name) => {
    expect((await measured({ exports })).features).toMatchObject([{ name }]);
  });
});

describe('and which word on consent is', () => {
  const said = (time: string, consent: boolean, zoned: boolean): Row => ({
    consent,
    consent_at: `2026-09-${time}Z`,
    consent_has_zone: zoned,
  });
  const yes = said('01T20:00:00', true, false);
  /** 01:00 on the 2nd, at +08:00. */
  const no = said('01T17:00:00', false, true);
  const row = { orders: order, customers: person } as const;

  test.each(['orders', 'customers'] as const)(
    'a zoned no after a yes by the wall clock: %s',
    async (kind) => {
      const exports = [{ kind, rows: [row[kind](yes), row[kind](no)] }];
      expect((await measured({ exports })).features).toMatchObject([
        { consent: false, consentOn: '2026-09-02' },
      ]);
    },
  );
});
