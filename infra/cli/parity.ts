import type { Command } from 'commander';
import { policyTextInUse } from '../../shared/adapters/current-policy.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { rowColumns } from '../../shared/contract/feature-row.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import { isEqual, type Parity, parityOf } from '../../shared/domain/parity.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { simulated } from './simulate.ts';
import type { Terminal } from './terminal.ts';

interface ParityOptions extends CommonOptions {
  asOf?: string;
}

export const addParity = (program: Command): void =>
  void command<ParityOptions>(program, 'parity', parity).option('--as-of <date>');

/** Simulates one day on both engines and compares every customer's figures and receipt. */
async function parity(terminal: Terminal, options: ParityOptions): Promise<void> {
  const shop = await connect(options);
  const policy = (await policyTextInUse(shop.table, shop.lake)) ?? defaultPolicyText();
  const { asOf } = options;
  const asked = { policy, ...(asOf === undefined ? {} : { asOf }) };
  const first = await simulated(shop, { ...asked, engine: 'duckdb' }, terminal);
  const second = await simulated(shop, { ...asked, engine: 'athena' }, terminal);
  const features = parityOf(await featuresOf(shop, first), await featuresOf(shop, second));
  const receipts = parityOf(await receiptsOf(shop, first), await receiptsOf(shop, second));
  if (!isEqual(features) || !isEqual(receipts)) throw unlike(first, second, features, receipts);
  const found = { duckdb: first.runId, athena: second.runId, customers: features.customers };
  terminal.result(found, [same(features.customers)[terminal.language]]);
}

const same = (customers: number) =>
  both(
    `DuckDB and Athena say the same of all ${customers} customers.`,
    `DuckDB 与 Athena 对全部 ${customers} 位客户的计算结果完全一致。`,
  );

/** What DuckDB may take of this computer's memory, in MB. */
const MEMORY_MB = 1000;

type Rows = Map<string, Record<string, unknown>>;

async function featuresOf({ lake }: Shop, { runId, parts }: Run): Promise<Rows> {
  const columns = rowColumns(measuredColumns(await openRunFolder(lake).policy(runId)));
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  return openWorkbench(
    lake,
    MEMORY_MB,
  )(async (bench) => {
    await bench.fetch('features', columns, keys);
    const rows = await bench.rows('SELECT * FROM features');
    return new Map(rows.map((row) => [String(row.customer_id), row]));
  });
}

/** Runs are called differently, so what a receipt says of its run is left out. */
async function receiptsOf({ lake }: Shop, { runId, parts }: Run): Promise<Rows> {
  const folder = openRunFolder(lake);
  const rows: Rows = new Map();
  for (let part = 0; part < parts; part += 1)
    for (const { runId: _, runSeq: __, calibratedBy: ___, ...receipt } of await folder.receipts(runId, part))
      rows.set(receipt.customerId, receipt);
  return rows;
}

function unlike(first: Run, second: Run, features: Parity, receipts: Parity): Refusal {
  const [ours, theirs] = [said(features), said(receipts)];
  return new Refusal(
    'E_PARITY',
    both(
      `DuckDB (${first.runId}) and Athena (${second.runId}) differ. Features: ${ours}. Receipts: ${theirs}.`,
      `DuckDB（${first.runId}）与 Athena（${second.runId}）的结果不一致。特征：${ours}。评级依据：${theirs}。`,
    ),
    both(
      'Run with --engine duckdb until this is mended, and report the columns named here.',
      '修复之前请使用 --engine duckdb 运行，并反馈此处列出的列名。',
    ),
  );
}

/** Names of columns and counts, the same in every language. */
const said = ({ onlyFirst, onlySecond, columns }: Parity): string =>
  [
    ...(onlyFirst > 0 ? [`- ${onlyFirst}`] : []),
    ...(onlySecond > 0 ? [`+ ${onlySecond}`] : []),
    ...Object.entries(columns).map(([name, count]) => `${name} × ${count}`),
  ].join(', ') || '=';
