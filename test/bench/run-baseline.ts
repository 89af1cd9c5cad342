import { join } from 'node:path';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { DAY_BEFORE, LAST_DAY, ORDERS_KEY } from './run-lake.ts';
import type { RunName } from './run-ours.ts';

/** A statement ends at the end of a line. */
const statements = (text: string): string[] =>
  text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .filter((statement) => statement.trim() !== '');

/** From this many orders on the days are counted in a way that spills, as the script says. */
const SPILLS_FROM = 20_000_000;

/**
 * Runs the tuned script over the lake's own orders, bare. The lake counts money in minor units, so that the script's
 * conversion falls away. The first run has no snapshot before it: an empty one.
 */
export async function baseline(dir: string, run: RunName, orders: number, memoryMb: number): Promise<void> {
  const out = join(dir, 'baseline', run);
  const asOf = run === 'first' ? DAY_BEFORE : LAST_DAY;
  const before = join(dir, 'baseline', 'first', 'snapshot.parquet');
  const filled = readAsset('test/bench/baseline.sql')
    .replaceAll(`\${src}`, `read_parquet(${quoted(join(dir, ORDERS_KEY))}, file_row_number = true)`)
    .replaceAll(`\${asof}`, `${asOf} 23:59:59.999`)
    .replaceAll(`'\${prev}'`, run === 'first' ? 'nobody' : quoted(before))
    .replaceAll(`\${out}`, out)
    .replaceAll(/\(amount\*100\)::BIGINT/g, 'amount')
    .replaceAll(`WHEN 'EUR' THEN 10000`, `WHEN 'CNY' THEN 1 WHEN 'EUR' THEN 10000`);
  const spilling = filled.replaceAll(
    'list_unique(list(ordered_at::DATE) FILTER (buy))',
    'count(DISTINCT ordered_at::DATE) FILTER (buy)',
  );
  await withDuckDb({ memoryMb, dir }, async (db) => {
    await db.run(`CREATE TABLE nobody (customer_id VARCHAR, last_date DATE, frequency BIGINT, monetary BIGINT,
      r BIGINT, f BIGINT, m BIGINT, tier VARCHAR)`);
    for (const statement of statements(orders >= SPILLS_FROM ? spilling : filled)) await db.run(statement);
  });
}
