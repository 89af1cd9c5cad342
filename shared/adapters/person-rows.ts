import { createHmac } from 'node:crypto';
import type { FoundPerson } from '../contract/erasure.ts';
import { untold } from '../domain/erasure/found.ts';
import { nobodyNamed, type Person } from '../domain/erasure/person.ts';
import { type DuckDb, quoted, type Row } from './duckdb.ts';

const TEXT = { value: 'VARCHAR' } as const;

const SETS = ['ids', 'emails', 'phones', 'orders'] as const;
type Kind = (typeof SETS)[number];

/** A column of a lake file as our sets have it; NULL where the file has no such column. */
const COLUMNS: Record<Kind, [column: string, sql: string]> = {
  ids: ['customer_id', `nullif(trim(customer_id), '')`],
  emails: ['email', `nullif(lower(trim(email)), '')`],
  phones: ['phone', `nullif(trim(phone), '')`],
  orders: ['order_id', 'order_id'],
};

/** A person as texts are searched for him; ids and orders are hidden by `salt`. */
export function personOf(found: FoundPerson, salt: string): Person {
  const hidden = (text: string) => createHmac('sha256', salt).update(text).digest('hex').slice(0, 24);
  return {
    ...{ ids: new Set(found.ids), emails: new Set(found.emails), phones: new Set(found.phones) },
    ...{ names: new Set(found.names), orders: new Set(found.orders) },
    nobody: (customerId) => nobodyNamed(hidden(customerId)),
  };
}

export async function columnsOf(db: DuckDb, path: string): Promise<Set<string>> {
  const rows = await db.rows(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`);
  return new Set(rows.map(({ column_name }) => String(column_name)));
}

const keyOf = (kind: Kind, columns: ReadonlySet<string>): string =>
  columns.has(COLUMNS[kind][0]) ? COLUMNS[kind][1] : 'CAST(NULL AS VARCHAR)';

/** What is looked for lies in tables: no statement, and no error that quotes one, ever names anybody. */
export async function withPerson<T>(db: DuckDb, found: FoundPerson, work: () => Promise<T>): Promise<T> {
  for (const set of SETS)
    await db.load(
      `his_${set}`,
      TEXT,
      found[set].map((value) => ({ value })),
    );
  try {
    return await work();
  } finally {
    for (const set of SETS) await db.run(`DROP TABLE his_${set}`);
  }
}

const among = (sql: string, set: Kind): string => `coalesce(${sql} IN (SELECT value FROM his_${set}), false)`;

/** Rows of which the first key that they have is his, and rows that name nobody of an order of his. */
export function isHisRow(columns: ReadonlySet<string>, { by }: Pick<FoundPerson, 'by'>): string {
  const keys = by.map((kind) => [keyOf(kind, columns), kind] as const);
  const whens = keys.map(([key, kind]) => `WHEN ${key} IS NOT NULL THEN ${among(key, kind)}`);
  return `(CASE ${whens.join(' ')} ELSE ${among(keyOf('orders', columns), 'orders')} END)`;
}

/** Reads one lake file for further names of a person; the very same `found` where it has none. `rows` are his. */
export async function grown(
  db: DuckDb,
  path: string,
  found: FoundPerson,
): Promise<{ found: FoundPerson; rows: number }> {
  const columns = await columnsOf(db, path);
  const known = await told(db, path, columns, found);
  const texts = { ...COLUMNS, names: ['name', `nullif(trim(name), '')`] } as Record<string, [string, string]>;
  const select = Object.entries(texts).map(
    ([set, [column, sql]]) => `${columns.has(column) ? sql : 'CAST(NULL AS VARCHAR)'} AS "${set}"`,
  );
  const read = await withPerson(db, known, async () => {
    const from = `FROM read_parquet(${quoted(path)})`;
    await db.run(`CREATE TABLE his AS SELECT ${select.join(', ')} ${from} WHERE ${isHisRow(columns, known)}`);
    const after = { ...known };
    for (const set of ['ids', 'emails', 'phones', 'names', 'orders'] as const)
      after[set] = await more(db, set, known);
    const [{ rows } = { rows: 0 }] = await db.rows('SELECT count(*) AS rows FROM his');
    await db.run('DROP TABLE his');
    return { found: after, rows: Number(rows) };
  });
  return { ...read, found: await withoutShared(db, path, columns, read.found) };
}

/** Who was asked for by a lesser key is whom the first row with that key names; others under it turn up as others. */
async function told(
  db: DuckDb,
  path: string,
  columns: ReadonlySet<string>,
  found: FoundPerson,
): Promise<FoundPerson> {
  const better = untold(found);
  // Of the kinds that follow the better ones the first is that of what was asked for.
  const kind = found.by[better.length];
  if (better.length === 0 || kind === undefined) return found;
  const keys = better.map((each) => keyOf(each, columns));
  const [row] = await withPerson(db, found, () =>
    db.rows(`SELECT ${better.map((each, i) => `${keys[i]} AS "${each}"`).join(', ')}
      FROM read_parquet(${quoted(path)}) WHERE ${among(keyOf(kind, columns), kind)} AND coalesce(${keys.join(', ')}, NULL) IS NOT NULL
      ORDER BY ALL NULLS LAST LIMIT 1`),
  );
  const own = better.map((each) => [
    each,
    [...new Set([...found[each], ...(row?.[each] ? [String(row[each])] : [])])],
  ]);
  return { ...found, ...Object.fromEntries(own) };
}

async function more(
  db: DuckDb,
  set: 'ids' | 'emails' | 'phones' | 'names' | 'orders',
  found: FoundPerson,
): Promise<string[]> {
  const fresh = await db.rows(
    `SELECT DISTINCT "${set}" AS value FROM his WHERE "${set}" IS NOT NULL ORDER BY 1`,
  );
  const had = new Set([...found[set], ...found.shared]);
  return [...found[set], ...fresh.map(({ value }) => String(value)).filter((value) => !had.has(value))];
}

/** One lake file likewise, where his names are known: what others have in it as well goes to `shared`. */
export const withoutOthers = async (db: DuckDb, path: string, found: FoundPerson): Promise<FoundPerson> =>
  withoutShared(db, path, await columnsOf(db, path), found);

/** What stands in somebody else's row as well is not his own. */
const withoutShared = (
  db: DuckDb,
  path: string,
  columns: ReadonlySet<string>,
  found: FoundPerson,
): Promise<FoundPerson> =>
  withPerson(db, found, async () => {
    const lesser = found.by.slice(1);
    const others = lesser.map((kind) => {
      const key = keyOf(kind, columns);
      return `SELECT ${key} AS value FROM read_parquet(${quoted(path)}) WHERE ${among(key, kind)} AND NOT ${isHisRow(columns, found)}`;
    });
    const shared = (await db.rows(others.join(' UNION '))).map(({ value }) => String(value));
    if (shared.length === 0) return found;
    const own = lesser.map((kind) => [kind, found[kind].filter((value) => !shared.includes(value))]);
    return {
      ...{ ...found, ...Object.fromEntries(own) },
      shared: [...new Set([...found.shared, ...shared])],
    };
  });

/** His rows of one lake file, every cell. */
export async function hisRows(db: DuckDb, path: string, found: FoundPerson): Promise<Row[]> {
  const columns = await columnsOf(db, path);
  return withPerson(db, found, () =>
    db.rows(`SELECT * FROM read_parquet(${quoted(path)}) WHERE ${isHisRow(columns, found)} ORDER BY "row"`),
  );
}
