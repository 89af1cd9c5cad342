import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { readExport } from '../../shared/adapters/read-export.ts';
import type { ExportKind } from '../../shared/contract/intake.ts';
import { CUSTOMERS_KEY, ORDERS_KEY } from './run-lake.ts';

/** Where intake's lake and the baseline's own Parquet go: each side runs on what it made of the exports itself. */
export const INTAKE_DIR = 'by-intake';
export const COPY_DIR = 'by-copy';

const POLICY: Parameters<typeof readExport>[0]['policy'] = {
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', rates: {} },
  identity: ['customer_id', 'email'],
  shop: {
    ...{ name: { en: 'Shop', 'zh-CN': '店' }, language: 'en', links: {} },
    postalAddress: { en: 'A', 'zh-CN': '甲' },
  },
  intake: { maxRejectShare: 0.05 },
};

const EXPORTS = {
  orders: `SELECT order_id, customer_id, email, ordered_at, CAST(amount / 100 AS DECIMAL(18, 2)) AS amount, currency, status,
    CASE WHEN refund > 0 THEN CAST(refund / 100 AS DECIMAL(18, 2)) END AS refund_amount, category, updated_at FROM`,
  customers: 'SELECT customer_id, email, name, language, consent, consent_at, updated_at FROM',
} as const;
type Exported = keyof typeof EXPORTS;
const KEYS: Record<Exported, string> = { orders: ORDERS_KEY, customers: CUSTOMERS_KEY };
const kinds = Object.keys(EXPORTS) as Exported[];

/** Writes the rows of the lake in `dir` as a shop would export them. */
export const writeExports = (dir: string, memoryMb: number): Promise<void> =>
  withDuckDb({ memoryMb, dir, threads: 1 }, async (db) => {
    for (const kind of kinds)
      await db.run(
        `COPY (${EXPORTS[kind]} read_parquet(${quoted(join(dir, KEYS[kind]))})) TO ${quoted(join(dir, `${kind}.csv`))} (HEADER)`,
      );
  });

/** Our way from the exports to a lake: decoding, every check, repeats, sums, Parquet. */
export async function takeIn(dir: string, memoryMb: number): Promise<void> {
  for (const kind of kinds) await takeInOne(dir, kind, memoryMb);
}

async function takeInOne(dir: string, kind: ExportKind & Exported, memoryMb: number): Promise<void> {
  const target = join(dir, INTAKE_DIR, KEYS[kind]);
  mkdirSync(dirname(target), { recursive: true });
  const room = join(dir, INTAKE_DIR, kind);
  mkdirSync(room, { recursive: true });
  const file = {
    path: join(dir, `${kind}.csv`),
    hint: kind,
    uploadedAt: '2026-10-01T00:00:00Z',
    policy: POLICY,
  };
  const { status } = await readExport(file, { intakeId: kind, dir: room, memoryMb, problems: 20, sample: 0 });
  if (status !== 'read') throw new Error(`the ${kind} export was refused`);
  renameSync(join(room, 'rows.parquet'), target);
}

const TYPES = {
  ...{ order_id: 'VARCHAR', customer_id: 'VARCHAR', email: 'VARCHAR', ordered_at: 'TIMESTAMP' },
  ...{ amount: 'DECIMAL(18, 2)', currency: 'VARCHAR', status: 'VARCHAR', refund_amount: 'DECIMAL(18, 2)' },
  ...{ category: 'VARCHAR', updated_at: 'TIMESTAMP' },
};

/** The baseline's way: DuckDB's own reader with all types given, into Parquet, the orders alone. */
export async function copyIn(dir: string, memoryMb: number): Promise<void> {
  const target = join(dir, COPY_DIR, ORDERS_KEY);
  mkdirSync(dirname(target), { recursive: true });
  const columns = Object.entries(TYPES).map(([name, type]) => `'${name}': '${type}'`);
  const read = `read_csv(${quoted(join(dir, 'orders.csv'))}, columns = {${columns.join(', ')}}, auto_detect = false,
    header = true, delim = ',', quote = '"', escape = '"')`;
  await withDuckDb({ memoryMb, dir }, (db) =>
    db.run(
      `COPY (SELECT * REPLACE (CAST(amount * 100 AS BIGINT) AS amount) FROM ${read}) TO ${quoted(target)} (FORMAT parquet)`,
    ),
  );
}
