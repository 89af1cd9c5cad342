import { withoutPerson } from '../domain/erasure/lines.ts';
import type { Mentions } from '../domain/erasure/mentions.ts';
import { customerIdsOf } from '../domain/erasure/person.ts';
import { type DuckDb, quoted } from './duckdb.ts';

/** Columns of the features that say who he is, or hold a text of the shop's own files. */
const isTakenOut = (name: string, type: string): boolean =>
  ['email', 'name', 'language'].includes(name) || (/^q?x_/.test(name) && type === 'VARCHAR');

const HIS = { customer_id: 'VARCHAR', nobody: 'VARCHAR', held: 'VARCHAR' } as const;

/**
 * Writes one Parquet file of a run anew without a person: his row is nobody's and counts on. Answers how many rows were
 * his; at 0 nothing is written.
 */
export async function runRowsWithout(
  db: DuckDb,
  { path, out }: { path: string; out: string },
  mentions: Mentions,
): Promise<number> {
  const from = `FROM read_parquet(${quoted(path)})`;
  const columns = await db.rows(`DESCRIBE SELECT * ${from}`);
  const names = columns.map(
    ({ column_name, column_type }) => [String(column_name), String(column_type)] as const,
  );
  const hasHeld = names.some(([name]) => name === 'held');
  const found = await hisRows(db, from, hasHeld, mentions);
  if (found.length === 0) return 0;
  await db.load('his', HIS, found);
  const his = 'his.customer_id IS NOT NULL';
  const cells = names.map(([name, type]) => {
    if (name === 'customer_id') return `coalesce(his.nobody, f.customer_id) AS customer_id`;
    if (name === 'held') return `CASE WHEN ${his} THEN his.held ELSE f.held END AS held`;
    return isTakenOut(name, type)
      ? `CASE WHEN NOT (${his}) THEN f."${name}" END AS "${name}"`
      : `f."${name}"`;
  });
  await db.run(`COPY (SELECT ${cells.join(', ')}
    FROM read_parquet(${quoted(path)}, file_row_number = true) f LEFT JOIN his ON his.customer_id = f.customer_id
    ORDER BY f.file_row_number) TO ${quoted(out)} (FORMAT parquet, COMPRESSION zstd)`);
  await db.run('DROP TABLE his');
  return found.length;
}

async function hisRows(db: DuckDb, from: string, hasHeld: boolean, mentions: Mentions) {
  const ids = customerIdsOf(mentions.person).map((value) => ({ value }));
  await db.load('called', { value: 'VARCHAR' }, ids);
  const rows = await db.rows(`SELECT customer_id, ${hasHeld ? 'held' : 'NULL AS held'} ${from}
    WHERE customer_id IN (SELECT value FROM called)`);
  await db.run('DROP TABLE called');
  return rows.map(({ customer_id, held }) => ({
    customer_id: String(customer_id),
    nobody: mentions.person.nobody(String(customer_id)),
    held: typeof held === 'string' ? JSON.stringify(withoutPerson(JSON.parse(held), mentions)) : null,
  }));
}
