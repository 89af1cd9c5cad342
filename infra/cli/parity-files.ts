import { compareRows } from '../../shared/adapters/parity-rows.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench, type Workbench } from '../../shared/adapters/workbench.ts';
import { StatementsSchema } from '../../shared/contract/artifacts.ts';
import { rowColumns } from '../../shared/contract/feature-row.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { ReceiptSchema } from '../../shared/contract/plan.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import { differing, type Parity } from '../../shared/domain/parity.ts';
import type { Shop } from './batch.ts';

/** What DuckDB may take of this computer's memory, in MB; the rest it lays on disk. */
const MEMORY_MB = 1000;

export interface Compared {
  features: Parity;
  receipts: Parity;
  purchases: Parity;
  /** Names of counts, or `statements`, that the two do not say alike. */
  counts: string[];
  /** Customers to whom something happened since the run before; of nobody, that half of the queries was not tried. */
  stirred: number;
}

type Pair = readonly [first: Run, second: Run];

/** Compares everything that the two engines wrote of one day. */
export const compareRuns = (shop: Shop, pair: Pair): Promise<Compared> =>
  openWorkbench(
    shop.lake,
    MEMORY_MB,
  )(async (bench) => ({
    ...(await features(bench, shop, pair)),
    receipts: await receipts(bench, pair),
    purchases: await purchases(bench, shop, pair),
    counts: await counts(shop, pair),
  }));

const partsOf = ({ parts }: Run, key: (part: number) => string): string[] =>
  Array.from({ length: parts }, (_, part) => key(part));

async function features(bench: Workbench, { lake }: Shop, pair: Pair) {
  const columns = rowColumns(measuredColumns(await openRunFolder(lake).policy(pair[0].runId)));
  for (const [i, run] of pair.entries())
    await bench.fetch(
      `features_${i}`,
      columns,
      partsOf(run, (part) => runKeys.features(run.runId, part)),
    );
  const [found] = await bench.rows('SELECT count(*) FILTER (WHERE q_known) AS stirred FROM features_0');
  return {
    features: await compared(bench, 'features', ['customer_id'], Object.keys(columns)),
    stirred: Number(found?.stirred),
  };
}

/** Runs are called differently, so what a receipt says of its run is left out. */
const OF_THE_RUN: readonly string[] = ['runId', 'runSeq', 'calibratedBy'];

async function receipts(bench: Workbench, pair: Pair): Promise<Parity> {
  const names = Object.keys(ReceiptSchema.shape).filter((name) => !OF_THE_RUN.includes(name));
  const fields = Object.fromEntries(names.map((name) => [name, 'JSON']));
  for (const [i, run] of pair.entries())
    await bench.fetchLines(
      `receipts_${i}`,
      fields,
      partsOf(run, (part) => runKeys.receipts(run.runId, part)),
    );
  return compared(bench, 'receipts', ['customerId'], names);
}

const PURCHASES = { customer_id: 'VARCHAR', order_date: 'DATE', net: 'BIGINT' };

/** Of a first run there are none. */
async function purchases(bench: Workbench, { lake }: Shop, pair: Pair): Promise<Parity> {
  for (const [i, { runId }] of pair.entries()) {
    const key = runKeys.purchases(runId);
    await bench.fetch(`purchases_${i}`, PURCHASES, (await lake.head(key)) ? [key] : []);
  }
  return compared(bench, 'purchases', ['customer_id', 'order_date'], ['net']);
}

const compared = (
  bench: Workbench,
  name: string,
  keys: readonly string[],
  columns: readonly string[],
): Promise<Parity> => compareRows(bench, { first: `${name}_0`, second: `${name}_1`, keys, columns });

async function counts({ lake }: Shop, [first, second]: Pair): Promise<string[]> {
  const { measured } = openRunFolder(lake);
  const unlike = differing(await measured(first.runId), await measured(second.runId));
  const told = async ({ runId }: Run) =>
    StatementsSchema.parse(JSON.parse((await lake.must(runKeys.statements(runId))).toString('utf8')));
  return [...unlike, ...differing(await told(first), await told(second))];
}
