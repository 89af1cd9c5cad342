import type { FoundPerson } from '../contract/erasure.ts';
import { type DuckDb, quoted } from './duckdb.ts';
import { columnsOf, isHisRow, withPerson } from './person-rows.ts';

const TEXT = { value: 'VARCHAR' } as const;

/** Cells of his rows that name him, lead to him, or say something of him that no count reads. */
const TAKEN_OUT = [
  ...['customer_id', 'email', 'phone', 'name', 'language', 'country', 'region', 'attributes'],
  ...['consent', 'consent_at', 'consent_has_zone', 'consent_source'],
];
/** Told apart from others as before, and never again by the shop's own ids. */
const HIDDEN = ['order_id', 'activity_id', 'feedback_id'];

/**
 * Writes one lake file anew without a person: his rows stay in their places, as rows of nobody. Answers how many they
 * were; at 0 nothing is written.
 */
export async function rowsWithout(
  db: DuckDb,
  { path, out }: { path: string; out: string },
  found: FoundPerson,
  salt: string,
): Promise<number> {
  const columns = await columnsOf(db, path);
  return withPerson(db, found, async () => {
    const from = `FROM read_parquet(${quoted(path)})`;
    const [{ rows } = { rows: 0 }] = await db.rows(
      `SELECT count(*) AS rows ${from} WHERE ${isHisRow(columns, found)}`,
    );
    if (Number(rows) === 0) return 0;
    await db.load('his_salt', TEXT, [{ value: salt }]);
    await db.run(`COPY (SELECT * REPLACE (${replaced(columns, found)}) ${from})
      TO ${quoted(out)} (FORMAT parquet, COMPRESSION snappy)`);
    await db.run('DROP TABLE his_salt');
    return Number(rows);
  });
}

function replaced(columns: ReadonlySet<string>, found: FoundPerson): string {
  const his = isHisRow(columns, found);
  const gone = TAKEN_OUT.filter((name) => columns.has(name)).map(
    (name) => `CASE WHEN NOT ${his} THEN "${name}" END AS "${name}"`,
  );
  const hidden = HIDDEN.filter((name) => columns.has(name)).map(
    (name) =>
      `CASE WHEN ${his} AND "${name}" IS NOT NULL THEN 'erased-' || left(sha256((SELECT value FROM his_salt) || "${name}"), 24) ELSE "${name}" END AS "${name}"`,
  );
  return [...gone, ...hidden].join(', ');
}
