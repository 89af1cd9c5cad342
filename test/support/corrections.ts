import { join } from 'node:path';
import { expect } from 'vitest';
import { inventory } from '../../lambdas/inventory/step.ts';
import { measure } from '../../lambdas/measure/step.ts';
import { withdraw } from '../../lambdas/request/withdraw.ts';
import { quoted, type Row, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openFrozen } from '../../shared/adapters/frozen.ts';
import { openMeasureBench } from '../../shared/adapters/measure-bench.ts';
import { openPacks } from '../../shared/adapters/pack-store.ts';
import { policyHash } from '../../shared/adapters/policy-file.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import type { ExportStatements } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
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

/** `silent`: the file has no column of refunds. */
type Put = { put: string; rows: Said[]; silent?: boolean };
type File = Omit<Put, 'put'> & { name: string };

export type Step = Put | { withdraw: string } | { tidyAway: string };

const yuan = (fen: number): string => (fen / 100).toFixed(2);

const csvOf = ({ rows, silent = false }: Pick<File, 'rows' | 'silent'>): string =>
  [
    `order_id,customer_id,ordered_at,amount,currency,status,updated_at${silent ? '' : ',refund_amount'}`,
    ...rows.map(({ order, customer, amount, refund, status = 'paid', day = '2026-08-01', updated = '' }) =>
      [
        order,
        customer,
        day,
        yuan(amount),
        'CNY',
        status,
        updated,
        ...(silent ? [] : [refund === undefined ? '' : yuan(refund)]),
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

  async function put({ put: name, ...file }: Put) {
    uploads += 1;
    const at = new Date(Date.UTC(2026, 9, 1, 0, 0, uploads)).toISOString();
    const made = await take(places.put(`orders/${name}`, csvOf(file), {}, at));
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
    if ('put' in done) await put(done);
    else if ('withdraw' in done) await takeBack(done.withdraw);
    else places.unput(`orders/${done.tidyAway}`);
  }

  async function grade() {
    graded += 1;
    const runId = `run${graded}`;
    const folder = openRunFolder(places.lake);
    await inventory({
      ...openFrozen(places.lake),
      ...openPacks(places.runs),
      ...{ policyHash, intakes: runs.intakes, policy: async () => POLICY },
      ...{ keptPolicy: async () => POLICY, overrides: async () => [], templates: async () => ({}) },
      ...{ run: async () => ({ ...RUN, runId }), runs: async () => [], snapshot: async () => null },
      athenaFromRows: 1_000_000,
    })({ runId });
    const noted: { counts?: MeasureCounts; exports: ExportStatements[] } = { exports: [] };
    await measure({
      ...folder,
      engine: () => ({ workbench: openMeasureBench(places.lake, 300), sql: sqlFrom(readAsset) }),
      customersPerPart: 1000,
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
function standing(steps: readonly Step[]): File[] {
  let files: File[] = [];
  for (const step of steps) {
    if ('put' in step) {
      files = files.filter((file) => csvOf(file) !== csvOf(step));
      files.push({ name: step.put, rows: step.rows, silent: step.silent ?? false });
    }
    if ('withdraw' in step) files = files.filter(({ name }) => name !== step.withdraw);
  }
  return files;
}

interface Current {
  said: Said;
  file: number;
  at: string;
  refund: number;
  /** Stated as an amount, by this statement or by one before it. */
  stated: number;
}

const keyOf = (said: Said): string =>
  said.amount < 0 ? `${said.order} ${said.amount} ${said.day ?? ''}` : said.order;

/** Statements from the oldest to the newest, each knowing what the one before it left. */
function currentOf(files: readonly File[]): Map<string, Current> {
  const all = files.flatMap(({ rows, silent }, file) =>
    rows.map((said) => ({ said, file, at: said.updated ?? `9999 ${file}`, silent })),
  );
  const current = new Map<string, Current>();
  for (const { silent, ...one } of all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const { amount, refund, status = 'paid' } = one.said;
    const before = current.get(keyOf(one.said))?.stated ?? 0;
    const own = silent ? undefined : (refund ?? 0);
    const inFull = status === 'refunded' && !own && amount > 0;
    const stated = own !== undefined && status === 'paid' ? own : before;
    current.set(keyOf(one.said), { ...one, refund: inFull ? amount : (own ?? before), stated });
  }
  return current;
}

export function expected(steps: readonly Step[]) {
  const files = standing(steps);
  const current = currentOf(files);
  const counting = [...current.values()].filter(({ said }) => said.status !== 'cancelled');
  const bought = new Map<string, { orders: number; net: number }>();
  for (const { said } of current.values()) bought.set(buyerOf(said, current), { orders: 0, net: 0 });
  for (const { said, refund } of counting) {
    const sum = bought.get(buyerOf(said, current)) ?? { orders: 0, net: 0 };
    const net = said.amount < 0 ? said.amount : said.amount - refund;
    const back = counting.filter((row) => row.said.order === said.order && row.said.amount < 0);
    sum.net += net;
    if (said.amount > 0 && back.reduce((left, row) => left + row.said.amount, net) > 0) sum.orders += 1;
  }
  return {
    customers: [...bought]
      .map(([id, { orders, net }]) => `${id}: ${orders} orders, ${yuan(Math.max(0, net))}`)
      .sort(),
    files: files.map(({ name, rows }, file) => {
      const stands = [...current.values()].filter((one) => one.file === file).length;
      const kept = new Set(rows.map(keyOf)).size;
      return { file: name, rows: kept, current: stands, replaced: kept - stands };
    }),
  };
}

/** A refund is of whom its order belongs to. */
const buyerOf = ({ order, amount, customer }: Said, current: ReadonlyMap<string, Current>): string =>
  amount < 0 ? (current.get(order)?.said.customer ?? customer) : customer;
