import { join } from 'node:path';
import { expect } from 'vitest';
import { inventory } from '../../lambdas/inventory/step.ts';
import { measure } from '../../lambdas/measure/step.ts';
import { withdraw } from '../../lambdas/request/withdraw.ts';
import { quoted, type Row, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openFrozen } from '../../shared/adapters/frozen.ts';
import { policyHash } from '../../shared/adapters/policy-file.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import type { ExportStatements, MeasureCounts } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { shop } from './intake-shop.ts';
import { policyWith } from './measured.ts';

/** One row of an export; amounts in fen. */
export interface Said {
  order: string;
  customer: string;
  amount: number;
  refund?: number;
  status?: 'paid' | 'refunded' | 'cancelled';
  day?: string;
  updated?: string;
}

export type Step = { put: string; rows: Said[] } | { withdraw: string } | { tidyAway: string };

const yuan = (fen: number): string => (fen / 100).toFixed(2);

const csvOf = (rows: readonly Said[]): string =>
  [
    'order_id,customer_id,ordered_at,amount,currency,status,refund_amount,updated_at',
    ...rows.map(({ order, customer, amount, refund, status = 'paid', day = '2026-08-01', updated = '' }) =>
      [
        order,
        customer,
        day,
        yuan(amount),
        'CNY',
        status,
        refund === undefined ? '' : yuan(refund),
        updated,
      ].join(','),
    ),
  ].join('\n');

const POLICY = policyWith({ identity: ['customer_id', 'email'] });
const RUN: Omit<Run, 'runId'> = {
  ...{ runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', state: 'GRADING' },
  ...{ executionArn: 'arn', baseSeq: 0, parts: 0 },
};

/** Intake, withdrawal, inventory and measure as they are, on buckets and a table in memory. */
export function world() {
  const places = shop();
  const take = places.takeBy(POLICY);
  const runs = openRuns(places.runs);
  let [uploads, graded] = [0, 0];

  async function put(name: string, rows: readonly Said[]) {
    uploads += 1;
    const at = new Date(Date.UTC(2026, 9, 1, 0, 0, uploads)).toISOString();
    const made = await take(places.put(`orders/${name}`, csvOf(rows), {}, at));
    expect(made.status, JSON.stringify(made.problems)).toBe('committed');
  }

  async function takeBack(name: string) {
    const request = { key: 'requests/w.json', at: '2026-10-02T00:00:00.000Z', name: 'w' };
    const take = async (intakeId: string) => {
      const [key, item] = [
        { pk: 'INTAKE', sk: intakeId },
        await places.runs.get({ pk: 'INTAKE', sk: intakeId }),
      ];
      return places.runs.put({ ...item, ...key, status: 'withdrawn' });
    };
    const deps = { intakes: runs.intakes, withdraw: take, markPending: async () => {}, wake: async () => {} };
    await withdraw(deps, { want: 'withdraw', key: `orders/${name}`, all: false }, request);
  }

  async function step(done: Step) {
    if ('put' in done) await put(done.put, done.rows);
    else if ('withdraw' in done) await takeBack(done.withdraw);
    else places.unput(`orders/${done.tidyAway}`);
  }

  async function grade() {
    graded += 1;
    const runId = `run${graded}`;
    const folder = openRunFolder(places.lake);
    await inventory({
      ...openFrozen(places.lake),
      ...{ policyHash, intakes: runs.intakes, policy: async () => POLICY },
      ...{ run: async () => ({ ...RUN, runId }), runs: async () => [], snapshot: async () => null },
    })({ runId });
    const noted: { counts?: MeasureCounts; exports: ExportStatements[] } = { exports: [] };
    await measure({
      ...folder,
      ...{ workbench: openWorkbench(places.lake, 300), sql: sqlFrom(readAsset), customersPerPart: 1000 },
      note: async (_, counts) => void Object.assign(noted, { counts }),
      noteStatements: async (_, { exports }) => void Object.assign(noted, { exports }),
    })({ runId });
    const features = await scratch((dir) =>
      withDuckDb({ memoryMb: 200, dir }, async (db) => {
        await places.lake.download(runKeys.features(runId, 0), join(dir, 'f.parquet'));
        return db.rows(`SELECT * FROM read_parquet(${quoted(join(dir, 'f.parquet'))}) ORDER BY customer_id`);
      }),
    );
    const keys = new Map((await runs.intakes()).map(({ intakeId, key }) => [intakeId, key]));
    const files = noted.exports.map(({ intakeId, ...became }) => ({
      ...became,
      file: keys.get(intakeId)?.slice('orders/'.length),
    }));
    return { customers: features.map(factOf), files, counts: noted.counts };
  }

  return { step, grade };
}

const factOf = (row: Row) => `${row.customer_id}: ${row.order_count} orders, ${yuan(Number(row.net_amount))}`;

/** What counts, worked out by hand: the uploads that stand, oldest first, each content at its newest place. */
function standing(steps: readonly Step[]): { name: string; rows: Said[] }[] {
  let files: { name: string; rows: Said[] }[] = [];
  for (const step of steps) {
    if ('put' in step) {
      files = files.filter(({ rows }) => csvOf(rows) !== csvOf(step.rows));
      files.push({ name: step.put, rows: step.rows });
    }
    if ('withdraw' in step) files = files.filter(({ name }) => name !== step.withdraw);
  }
  return files;
}

const refundKey = ({ order, amount, day = '' }: Said): string => `${order} ${amount} ${day}`;

export function expected(steps: readonly Step[]) {
  const files = standing(steps);
  const current = new Map<string, { said: Said; file: number; at: string }>();
  for (const [file, { rows }] of files.entries())
    for (const said of rows) {
      const key = said.amount < 0 ? refundKey(said) : said.order;
      const at = said.updated ?? `9999 ${file}`;
      const before = current.get(key);
      if (before === undefined || before.at <= at) current.set(key, { said, file, at });
    }
  const bought = new Map<string, { orders: number; net: number }>();
  for (const { said } of current.values()) {
    const customer =
      said.amount < 0 ? (current.get(said.order)?.said.customer ?? said.customer) : said.customer;
    const sum = bought.get(customer) ?? { orders: 0, net: 0 };
    bought.set(customer, sum);
    if (said.status === 'cancelled') continue;
    const inFull = said.status === 'refunded' && said.refund === undefined && said.amount > 0;
    const net = said.amount - (inFull ? said.amount : (said.refund ?? 0));
    sum.net += net;
    if (net > 0) sum.orders += 1;
  }
  return {
    customers: [...bought]
      .map(([id, { orders, net }]) => `${id}: ${orders} orders, ${yuan(Math.max(0, net))}`)
      .sort(),
    files: files.map(({ name, rows }, file) => {
      const stands = [...current.values()].filter((one) => one.file === file).length;
      const kept = new Set(rows.map((said) => (said.amount < 0 ? refundKey(said) : said.order))).size;
      return { file: name, rows: kept, current: stands, replaced: kept - stands };
    }),
  };
}
