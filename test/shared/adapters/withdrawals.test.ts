import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { type Reading, readWithdrawals } from '../../../shared/adapters/withdrawals.ts';
import type { ExportKind } from '../../../shared/contract/intake.ts';
import { lakeKeys } from '../../../shared/contract/keys.ts';
import { identityExpression, lonePhone } from '../../../shared/sql/bind.ts';
import { mapLake } from '../../support/map-lake.ts';

const readingBy = (identity: Parameters<typeof lonePhone>[0]): Reading => ({
  timeZone: 'Asia/Shanghai',
  customer: identityExpression(identity).sql,
  lonePhone: lonePhone(identity).sql,
  known: [],
});
const reading = readingBy(['customer_id', 'email', 'phone']);
/** In Shanghai it is the 2nd already. */
const uploadedAt = '2026-10-01T20:00:00.000Z';

const said = (customer_id: string | null, consent: boolean | null, other: Row = {}): Row => ({
  ...{ customer_id, consent, email: null, phone: null, consent_at: null },
  ...other,
});
const at = (consent_at: string, consent_has_zone = true): Row => ({ consent_at, consent_has_zone });
const order = (ordered_at: string, has_zone = false): Row => ({ ordered_at, has_zone });

const upload = (kind: ExportKind, contentId: string, at = uploadedAt) => ({
  ...{ kind, contentId, uploadedAt: at, lakeKey: lakeKeys.rows(kind, contentId) },
});

async function refused(exports: Partial<Record<'orders' | 'customers', Row[]>>): Promise<string[]> {
  const lake = mapLake();
  const intakes = [];
  for (const kind of ['orders', 'customers'] as const) {
    const rows = exports[kind];
    if (rows === undefined) continue;
    await lake.putRows(`lake/${kind}/x.parquet`, kind, rows);
    intakes.push(upload(kind, 'x'));
  }
  const found = await readWithdrawals(lake, intakes, reading, 300);
  return found.map(({ who, on }) => `${who} ${on}`).sort();
}

describe('who says no in exports', () => {
  it.each([
    ['a dated no, on its day in the zone', [said('c1', false, at('2026-09-20 17:00:00'))], ['c1 2026-09-21']],
    ['an undated no, as new as the upload', [said('c1', false)], ['c1 2026-10-02']],
    [
      'a no by the wall clock and an earlier yes that names its zone',
      [said('c1', false, at('2026-09-20 20:00:00', false)), said('c1', true, at('2026-09-20 11:00:00'))],
      ['c1 2026-09-20'],
    ],
    [
      'a no by the wall clock and a later yes that names its zone',
      [said('c1', false, at('2026-09-20 20:00:00', false)), said('c1', true, at('2026-09-20 13:00:00'))],
      [],
    ],
    [
      'a dated no and an undated yes of a newer upload',
      [said('c1', false, at('2026-09-20 00:00:00')), said('c1', true)],
      ['c1 2026-09-20'],
    ],
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

  it('orders: what a refund row permits undoes no refusal', async () => {
    const yes = said('c1', true, { ...at('2026-08-01 00:00:00'), amount: -500 });
    expect(await refused({ orders: [said('c1', false, at('2026-04-01 00:00:00')), yes] })).toEqual([
      'c1 2026-04-01',
    ]);
  });

  it('of two undated ones the newer upload counts, unless anything is dated', async () => {
    const lake = mapLake();
    const put = (id: string, rows: Row[]) => lake.putRows(`lake/customers/${id}.parquet`, 'customers', rows);
    await put('first', [said('c1', false), said('c2', false)]);
    await put('second', [said('c1', true), said('c2', true), said('c2', true, at('2026-01-01 00:00:00'))]);
    const uploads = [upload('customers', 'first'), upload('customers', 'second', '2026-10-01T21:00:00.000Z')];
    const found = await readWithdrawals(lake, uploads, reading, 300);
    expect(found).toEqual([{ who: 'c2', on: '2026-10-02' }]);
  });

  it.each([
    ['where people are known by phone', reading, ['139', '17', '18', '19', 'li@x.com']],
    ['where they are not', readingBy(['customer_id', 'email']), ['17', '18', '19', 'li@x.com']],
    ['where ids do not count', readingBy(['email']), ['li@x.com']],
  ])('a no under a phone alone is of everybody who has the phone: %s', async (_, by, who) => {
    const lake = mapLake();
    await lake.putRows('seen/orders', 'orders', [
      said('17', true, { ...at('2026-08-01 00:00:00'), phone: '139' }),
      said('18', null, { phone: ' 139', email: 'Li@x.com' }),
      said('20', null, { phone: '138' }),
    ]);
    const rows = [said(null, false, { phone: '139' }), said('19', null, { phone: '139' })];
    await lake.putRows('lake/customers/x.parquet', 'customers', rows);
    const known = [{ kind: 'orders' as const, contentId: 'orders', lakeKey: 'seen/orders' }];
    const unseen = [upload('customers', 'x')];
    const found = await readWithdrawals(lake, unseen, { ...by, known }, 300);
    expect(found.map((one) => one.who).sort()).toEqual(who);
    expect(new Set(found.map(({ on }) => on))).toEqual(new Set(['2026-10-02']));
  });

  it('a yes under a phone alone, or a no beside a name, is nobody else’s', async () => {
    const rows = [
      said(null, true, { phone: '139' }),
      said('18', false, { phone: '139' }),
      said('17', null, { phone: '139' }),
    ];
    expect(await refused({ customers: rows })).toEqual(['18 2026-10-02']);
  });

  it('of an object that holds other exports too only the rows of the one count, also for who has a phone', async () => {
    const lake = mapLake();
    const [of, other] = [{ intake_id: 'x' }, { intake_id: 'withdrawn' }];
    const lakeKey = 'lake/customers/pack-000001-d.parquet';
    await lake.putRows(lakeKey, 'customers', [
      said(null, false, { ...of, phone: '139' }),
      said('17', null, { ...of, phone: '139' }),
      said('18', null, { ...other, phone: '139' }),
      said('19', false, other),
    ]);
    const found = await readWithdrawals(lake, [{ ...upload('customers', 'x'), lakeKey }], reading, 300);
    expect(found.map(({ who }) => who).sort()).toEqual(['139', '17']);
  });

  it('the exports that the run saw are not fetched where nobody spoke so', async () => {
    const lake = mapLake();
    await lake.putRows('lake/customers/x.parquet', 'customers', [said('17', false)]);
    const unseen = [upload('customers', 'x')];
    const known = [{ kind: 'orders' as const, contentId: 'orders', lakeKey: 'not there' }];
    expect(await readWithdrawals(lake, unseen, { ...reading, known }, 300)).toHaveLength(1);
  });

  it('activity and feedback, which carry no consent, are not even fetched', async () => {
    const others = (['activity', 'feedback'] as const).map((kind) => upload(kind, 'x'));
    expect(await readWithdrawals(mapLake(), others, reading, 300)).toEqual([]);
  });

  it('both kinds together', async () => {
    const orders = [said('c1', false, at('2026-04-01 00:00:00')), said('c2', false)];
    const customers = [said('c1', true, at('2026-08-01 00:00:00'))];
    expect(await refused({ orders, customers })).toEqual(['c2 2026-10-02']);
    expect(await refused({})).toEqual([]);
  });
});
