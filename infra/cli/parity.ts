import type { Command } from 'commander';
import { policyTextInUse } from '../../shared/adapters/current-policy.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { isEqual, type Parity } from '../../shared/domain/parity.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { type Compared, compareRuns } from './parity-files.ts';
import { simulated } from './simulate.ts';
import type { Terminal } from './terminal.ts';

interface ParityOptions extends CommonOptions {
  asOf?: string;
}

export const addParity = (program: Command): void =>
  void command<ParityOptions>(program, 'parity', parity).option('--as-of <date>');

/** Simulates one day on both engines and compares all that they wrote. */
async function parity(terminal: Terminal, options: ParityOptions): Promise<void> {
  const shop = await connect(options);
  const policy = (await policyTextInUse(shop.table, shop.lake)) ?? defaultPolicyText();
  const { asOf } = options;
  const asked = { policy, ...(asOf === undefined ? {} : { asOf }) };
  const first = await simulated(shop, { ...asked, engine: 'duckdb' }, terminal);
  const second = await simulated(shop, { ...asked, engine: 'athena' }, terminal);
  const found = await compareRuns(shop, [first, second]);
  if (!agrees(found)) throw unlike(first, second, found);
  const { features, stirred } = found;
  const customers = features.rows;
  terminal.result({ duckdb: first.runId, athena: second.runId, customers, stirred }, [
    same(customers)[terminal.language],
    ...(stirred === 0 ? [untried[terminal.language]] : []),
  ]);
}

const agrees = ({ features, receipts, purchases, counts }: Compared): boolean =>
  [features, receipts, purchases].every(isEqual) && counts.length === 0;

const same = (customers: number) =>
  both(
    `DuckDB and Athena say the same of all ${customers} customers.`,
    `DuckDB 与 Athena 对全部 ${customers} 位客户的计算结果完全一致。`,
  );

const untried = both(
  'Nothing has happened to anybody since the last run, so the queries for that were not compared: give a later day with --as-of, after an upload.',
  '自上次运行以来没有任何客户发生变化，因此与此相关的查询未经比较：请在上传新数据后用 --as-of 指定更晚的日期再试。',
);

function unlike(first: Run, second: Run, { features, receipts, purchases, counts }: Compared): Refusal {
  const [ours, theirs, bought] = [said(features), said(receipts), said(purchases)];
  const other = counts.join(', ') || '=';
  return new Refusal(
    'E_PARITY',
    both(
      `DuckDB (${first.runId}) and Athena (${second.runId}) differ. Features: ${ours}. Receipts: ${theirs}. Purchases: ${bought}. Counts: ${other}.`,
      `DuckDB（${first.runId}）与 Athena（${second.runId}）的结果不一致。特征：${ours}。评级依据：${theirs}。购买记录：${bought}。计数：${other}。`,
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
