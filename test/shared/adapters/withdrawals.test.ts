import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { readWithdrawals } from '../../../shared/adapters/withdrawals.ts';
import { identityExpression } from '../../../shared/sql/bind.ts';
import { mapLake } from '../../support/map-lake.ts';

const reading = {
  timeZone: 'Asia/Shanghai',
  customer: identityExpression(['customer_id', 'email', 'phone']).sql,
};
/** In Shanghai it is the 2nd already. */
const uploadedAt = '2026-10-01T20:00:00.000Z';

const said = (customer_id: string | null, consent: boolean | null, other: Row = {}): Row => ({
  ...{ customer_id, consent, email: null, phone: null, consent_at: null },
  ...other,
});
const at = (consent_at: string): Row => ({ consent_at });
const order = (ordered_at: string, has_zone = false): Row => ({ ordered_at, has_zone });

async function refused(exports: Partial<Record<'orders' | 'customers', Row[]>>): Promise<string[]> {
  const lake = mapLake();
  const intakes = [];
  for (const kind of ['orders', 'customers'] as const) {
    const rows = exports[kind];
    if (rows === undefined) continue;
    await lake.putRows(`lake/${kind}/x.parquet`, kind, rows);
    intakes.push({ kind, contentId: 'x', uploadedAt });
  }
  const found = await readWithdrawals(lake, intakes, reading, 300);
  return found.map(({ who, on }) => `${who} ${on}`).sort();
}

describe('who says no in exports', () => {
  it.each([
    ['a dated no, on its day in the zone', [said('c1', false, at('2026-09-20 17:00:00'))], ['c1 2026-09-21']],
    ['an undated no, as new as the upload', [said('c1', false)], ['c1 2026-10-02']],
    ['nothing and yes', [said('c1', null), said('c2', true)], []],
    [
      'a no and a newer yes',
      [said('c1', false, at('2026-09-20 00:00:00')), said('c1', true, at('2026-09-21 00:00:00'))],
      [],
    ],
    [
      'a yes and a no at one moment',
      [said('c1', true, at('2026-09-20 00:00:00')), said('c1', false, at('2026-09-20 00:00:00'))],
      ['c1 2026-09-20'],
    ],
    [
      'the customer and his address',
      [said('c1', false, { email: ' Ann@Example.com ' })],
      ['ann@example.com 2026-10-02', 'c1 2026-10-02'],
    ],
    ['who is known by a phone alone', [said(null, false, { phone: '139' })], ['139 2026-10-02']],
  ])('customers: %s', async (_, customers, expected) => {
    expect(await refused({ customers })).toEqual(expected);
  });

  it.each([
    [
      'an undated no, as new as the upload',
      [said('c1', false, order('2026-01-01 00:00:00'))],
      ['c1 2026-10-02'],
    ],
    [
      'a no dated by the shop, and a yes of a later one',
      [said('c1', false, at('2026-04-01 00:00:00')), said('c1', true, at('2026-08-01 00:00:00'))],
      [],
    ],
    [
      'an undated yes, no newer than its order',
      [said('c1', false, at('2026-04-01 00:00:00')), said('c1', true, order('2026-03-31 20:00:00', true))],
      ['c1 2026-04-01'],
    ],
  ])('orders: %s', async (_, orders, expected) => {
    expect(await refused({ orders })).toEqual(expected);
  });

  it('activity and feedback, which carry no consent, are not even fetched', async () => {
    const others = (['activity', 'feedback'] as const).map((kind) => ({ kind, contentId: 'x', uploadedAt }));
    expect(await readWithdrawals(mapLake(), others, reading, 300)).toEqual([]);
  });

  it('both kinds together', async () => {
    const orders = [said('c1', false, at('2026-04-01 00:00:00')), said('c2', false)];
    const customers = [said('c1', true, at('2026-08-01 00:00:00'))];
    expect(await refused({ orders, customers })).toEqual(['c2 2026-10-02']);
    expect(await refused({})).toEqual([]);
  });
});
