import { join } from 'node:path';
import { packWriter } from '../../shared/adapters/compact-room.ts';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { ORDER_LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import { lakeKeys, lakeNames, runKeys } from '../../shared/contract/keys.ts';
import { sourcesOf } from '../../shared/domain/packs/places.ts';
import { policyWith } from '../support/measured.ts';
import { memoryBucket } from '../support/memory-bucket.ts';
import { measured } from '../support/parted-run.ts';

/** A year of daily exports: measure reads them one by one, and gathered into one pack. No network is between. */
const [FILES, ROWS, CUSTOMERS, ROUNDS] = [400, 500, 20_000, 3];
const PACK = lakeKeys.pack('orders', 1, 'bench');

const lake = memoryBucket('lake');

/** SQL of the columns of order `r` of an export; those that are left out are NULL. */
const columnsOf = (contentId: string): Record<string, string> => ({
  ...{ intake_id: quoted(contentId), row: 'r', order_id: `'${contentId}' || r`, has_zone: 'false' },
  ...{ customer_id: `'c' || (hash(r, '${contentId}') % ${CUSTOMERS})`, amount: '1000 + r', refund: '0' },
  ...{ ordered_at: "TIMESTAMP '2025-10-01' + INTERVAL (r % 300) DAY", decimals: '2', currency: "'CNY'" },
  status: "'paid'",
});

async function putExport(seq: number): Promise<Inventory['intakes'][number]> {
  const contentId = seq.toString(16).padStart(32, '0');
  const lakeKey = lakeKeys.rows('orders', contentId);
  const made = columnsOf(contentId);
  const columns = Object.entries(ORDER_LAKE_COLUMNS).map(
    ([name, type]) => `CAST(${made[name] ?? 'NULL'} AS ${type}) AS "${name}"`,
  );
  await scratch((dir) =>
    withDuckDb({ memoryMb: 300, dir, threads: 1 }, async (db) => {
      const path = join(dir, 'rows.parquet');
      const rows = `SELECT ${columns.join(', ')} FROM range(1, ${ROWS + 1}) t(r)`;
      await db.run(`COPY (${rows}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION snappy)`);
      await lake.upload(path, lakeKey);
    }),
  );
  const uploadedAt = '2026-10-01T00:00:00Z';
  return { intakeId: contentId, contentId, kind: 'orders', lakeKey, seq, uploadedAt, rows: ROWS };
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const wall = (performance.now() - begun) / 1000;
  console.log(`${name}: ${((user + system) / 1e6).toFixed(2)} CPU s, ${wall.toFixed(1)} s wall`);
}

async function measureOf(runId: string, intakes: Inventory['intakes']): Promise<void> {
  const inventory: Inventory = {
    ...{ version: 1, runId, runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ engine: 'duckdb', policyHash: 'bench', currency: 'CNY', base: null, uncommitted: [], intakes },
  };
  await putJson(lake, runKeys.inventory(runId), inventory);
  await putJson(lake, runKeys.policy(runId), policyWith({}));
  await measured(lake, runId, { customersPerPart: 10_000, memoryMb: 800 });
}

const own: Inventory['intakes'] = [];
for (let seq = 1; seq <= FILES; seq += 1) own.push(await putExport(seq));
const packed = own.map((intake) => ({ ...intake, lakeKey: PACK }));
const gathering = { kind: 'orders', readings: own, sources: sourcesOf(own, lakeNames) };
await timed('gathering', () => packWriter(lake, 800)(gathering, PACK));
for (let round = 1; round <= ROUNDS; round += 1) {
  await timed(`measure, ${FILES} objects`, () => measureOf(`own${round}`, own));
  await timed('measure, one pack', () => measureOf(`pack${round}`, packed));
}
