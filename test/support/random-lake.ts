import fc from 'fast-check';
import type { Row } from '../../shared/adapters/duckdb.ts';
import type { ExportKind } from '../../shared/contract/intake.ts';
import { askingForEverything, IDENTITIES } from './every-feature.ts';
import type { Export, World } from './measured.ts';

/** Small lakes in which nearly everything repeats, contradicts itself or is missing. */

const anyOf = fc.constantFrom;

const WHO = {
  customer_id: anyOf('a', 'b', ' a ', 'c/"\\', '', null),
  email: anyOf('a@x.example', 'A@x.example ', 'b@x.example', '', null, null),
  phone: anyOf('1', '2', null, null),
};

/** Around the hour that a zone leaves out and the one that it has twice, and ends of days elsewhere. */
const MOMENT = anyOf(
  ...['2026-03-29T01:30:00Z', '2026-03-29T02:30:00Z', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'],
  ...['2026-03-08T07:30:00.250Z', '2026-06-30T15:59:59.999Z', '2026-06-30T16:00:00Z'],
  ...['2026-09-01T12:00:00Z', '2026-09-30T23:30:00Z', '2026-08-11T00:00:00Z'],
);
const ZONE = anyOf(true, false, null);
const UPDATED = { updated_at: fc.option(MOMENT), updated_has_zone: ZONE };
const CONSENT = {
  ...{ consent: anyOf(true, false, null, null), consent_at: fc.option(MOMENT), consent_has_zone: ZONE },
};
const NAMED = { name: anyOf('Ann', 'ann', null), language: anyOf('en', 'zh-CN', null) };

/** Mostly alike, so that what differs is told apart. */
const ORDER = {
  ...{ order_id: fc.option(fc.nat(12).map(String), { freq: 8 }), ...WHO, ...NAMED, ...CONSENT, ...UPDATED },
  ...{ ordered_at: MOMENT, has_zone: ZONE.map((zone) => zone ?? false) },
  ...{ amount: anyOf(500, 500, 500, 500, 500, -500, -300, 0, 1001), refund: anyOf(null, null, 0, 150, 500) },
  ...{
    decimals: anyOf(2, 2, 2, 2, 2, 2, 0, 3),
    currency: anyOf('CNY', 'CNY', 'CNY', 'CNY', 'CNY', null, 'USD'),
  },
  status: anyOf('paid', 'paid', 'paid', 'paid', 'paid', 'refunded', 'cancelled', 'unpaid'),
  ...{ category: anyOf('tea', ' Tea', 'coffee', null), channel: anyOf('web', 'shop', null) },
  region: anyOf('north', '', null),
};

const ATTRIBUTES = anyOf(
  ...[`{"le'vel":"gold","plan":"A"}`, `{"LE'VEL":" silver ","a/b~c \\"d\\\\":"x"}`, '{"plan":""}', '{}'],
  null,
);

const CUSTOMER = { ...WHO, ...NAMED, ...CONSENT, ...UPDATED, attributes: ATTRIBUTES };
const ACTIVITY = {
  ...{ activity_id: anyOf('p', 'q', 'r', null, null, null), ...WHO, ...UPDATED },
  ...{ activity: anyOf('now()', ' Now()', 'study'), occurred_at: MOMENT },
  ...{ has_zone: ZONE.map((zone) => zone ?? false), quantity: anyOf(500, 1500, null) },
};
const FEEDBACK = {
  ...{ feedback_id: anyOf('p', 'q', 'r', null, null, null), ...WHO, ...UPDATED },
  ...{ feedback: anyOf('survey', 'rating', 'complaint'), occurred_at: MOMENT },
  ...{ has_zone: ZONE.map((zone) => zone ?? false), score: anyOf(8000, 3000, null) },
  ...{ closed_at: fc.option(MOMENT), closed_has_zone: ZONE },
};
const ROWS: Record<ExportKind, Record<string, fc.Arbitrary<Row[string]>>> = {
  ...{ orders: ORDER, customers: CUSTOMER, activity: ACTIVITY, feedback: FEEDBACK },
};

/** One export; the first rows of most stand there twice. */
function exportOf(kind: ExportKind, most: number): fc.Arbitrary<Export> {
  const rows = fc.array(fc.record(ROWS[kind]), { minLength: 1, maxLength: most, size: 'max' });
  const told = fc.tuple(rows, fc.nat(5)).map(([rows, again]) => [...rows, ...rows.slice(0, again)]);
  return fc.record({
    kind: fc.constant(kind),
    rows: told.map((rows) => rows.map((row, i) => ({ ...row, row: i + 1 }))),
    uploadedAt: anyOf('2026-06-30T20:00:00Z', '2026-09-30T20:00:00Z', '2026-10-01T00:00:00Z'),
  });
}

/** The same rows in a later file: what people upload every month. */
const repeated = (exports: readonly Export[]): Export[] =>
  exports.map((one) => ({ ...one, uploadedAt: '2026-10-02T00:00:00Z' }));

const EXPORTS = fc
  .tuple(
    fc.array(exportOf('orders', 40), { minLength: 1, maxLength: 3 }),
    fc.array(exportOf('customers', 20), { maxLength: 2 }),
    fc.array(exportOf('activity', 25), { maxLength: 2 }),
    fc.array(exportOf('feedback', 25), { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([orders, customers, activity, feedback, again]) => {
    const exports = [...orders, ...customers, ...activity, ...feedback];
    return again ? [...exports, ...repeated(exports)] : exports;
  });

const POLICY = fc
  .record({
    timeZone: anyOf('Europe/Berlin', 'Asia/Shanghai', 'America/New_York'),
    identity: anyOf(...IDENTITIES),
    zeroCounts: fc.boolean(),
  })
  .map((over) => askingForEverything({ ...over, currency: { code: 'CNY', rates: { USD: 7.123 } } }));

export const RandomLake: fc.Arbitrary<World> = fc.record(
  {
    ...{ exports: EXPORTS, policy: POLICY, customersPerPart: anyOf(2, 1000) },
    held: anyOf<Row[]>([], [{ customer_id: 'a', held: '{}' }], [{ customer_id: 'gone', held: '{}' }]),
    // Left out, nobody knows what the base run saw.
    seenByBase: anyOf<number[]>([], [0, 1], [0, 2, 4]),
  },
  { requiredKeys: ['exports', 'policy', 'customersPerPart', 'held'] },
);
