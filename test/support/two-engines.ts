import { aggregate, countDoubts, countOrders, cut, purchasesOf } from '../../lambdas/measure/aggregate.ts';
import { countEvents } from '../../lambdas/measure/events.ts';
import { gather, lakeRows } from '../../lambdas/measure/gather.ts';
import { statementsOf } from '../../lambdas/measure/statements.ts';
import { countTrend } from '../../lambdas/measure/trend.ts';
import { openWorkbench, type Workbench } from '../../shared/adapters/workbench.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { type Engine, sqlFrom } from '../../shared/sql/texts.ts';
import { mapLake } from './map-lake.ts';
import { inventoryOf, policyWith, type World } from './measured.ts';

/** A column of a moment has milliseconds in Athena's tables; to us the finer type is the same. */
const sameType = (type: unknown) => String(type).replace('TIMESTAMP_MS', 'TIMESTAMP');

/**
 * Measures one lake by the texts of each engine, both on DuckDB. What comes out is every table by its name, its columns
 * and its rows as texts in order; what was counted; and the statements that were `asked`.
 */
export async function laidTwice(world: World) {
  const lake = mapLake();
  const inventory = await inventoryOf(lake, world);
  const policy = world.policy ?? policyWith();
  const seen = world.seenByBase?.map((place) => inventory.intakes[place]?.contentId ?? '');
  const seenByBase = seen === undefined ? null : new Set(seen);
  const by = (engine: Engine) =>
    openWorkbench(lake, 300)((bench) => lay(bench, { engine, inventory, policy, seenByBase, world }));
  return { duckdb: await by('duckdb'), athena: await by('athena') };
}

interface Ground {
  engine: Engine;
  inventory: Inventory;
  policy: Policy;
  seenByBase: ReadonlySet<string> | null;
  world: World;
}

async function lay(workbench: Workbench, { engine, inventory, policy, seenByBase, world }: Ground) {
  if (engine === 'athena') await workbench.run(readAsset('infra/local/athena/trino-words.sql'));
  const asked: string[] = [];
  const bench = listening(workbench, asked, engine === 'athena' ? 'TABLE' : 'VIEW');
  const sql = sqlFrom(readAsset, engine);
  const customer = await gather(bench, sql, inventory, policy, seenByBase);
  await aggregate(bench, sql, inventory, policy, customer);
  const found = {
    ...{ lake: await lakeRows(bench), cut: await cut(bench, sql, world.customersPerPart ?? 1000) },
    orders: await countOrders(bench, sql),
    events: await countEvents(bench, sql, inventory.asOf, policy),
    doubts: await countDoubts(bench, sql, policy),
    trend: await countTrend(bench, sql, inventory.asOf, policy),
    statements: await statementsOf(bench, sql, inventory, policy),
  };
  await bench.run(`CREATE TABLE purchases AS ${purchasesOf(sql, inventory, policy)}`);
  return { found, asked, tables: await tablesOf(workbench), parts: await partsOf(workbench) };
}

function listening(bench: Workbench, asked: string[], manyReads: 'TABLE' | 'VIEW') {
  return {
    ...bench,
    manyReads,
    run: (...[sql, params]: Parameters<Workbench['run']>) => {
      asked.push(sql);
      return bench.run(sql, params);
    },
    rows: (...[sql, params]: Parameters<Workbench['rows']>) => {
      asked.push(sql);
      return bench.rows(sql, params);
    },
  };
}

/** All but the parts, which each engine cuts in its own way. */
async function tablesOf(bench: Workbench) {
  const names = await bench.rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_name <> 'numbered_features' ORDER BY 1`,
  );
  const tables = new Map<string, { columns: string[]; rows: string[] }>();
  for (const name of names.map(({ name }) => String(name))) {
    const columns = await bench.rows(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE "${name}")`,
    );
    const rows = await bench.rows(`SELECT CAST(t AS varchar) AS line FROM "${name}" t ORDER BY 1`);
    tables.set(name, {
      columns: columns.map(({ name, type }) => `${name} ${sameType(type)}`),
      rows: rows.map(({ line }) => String(line)),
    });
  }
  return tables;
}

const partsOf = (bench: Workbench) =>
  bench.rows('SELECT customer_id, part FROM numbered_features ORDER BY customer_id');
