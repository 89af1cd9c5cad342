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

async function columnsOf(db: DuckDb, path: string): Promise<Set<string>> {
  const rows = await db.rows(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`);
  return new Set(rows.map(({ column_name }) => String(column_name)));
}

const keyOf = (kind: Kind, columns: ReadonlySet<string>): string =>
  columns.has(COLUMNS[kind][0]) ? COLUMNS[kind][1] : 'CAST(NULL AS VARCHAR)';

/** What is looked for lies in tables: no statement, and no error that quotes one, ever names anybody. */
async function withPerson<T>(db: DuckDb, found: FoundPerson, work: () => Promise<T>): Promise<T> {
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
function isHisRow(columns: ReadonlySet<string>, { by }: Pick<FoundPerson, 'by'>): string {
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

/** His rows of one lake file, every cell. */
export async function hisRows(db: DuckDb, path: string, found: FoundPerson): Promise<Row[]> {
  const columns = await columnsOf(db, path);
  return withPerson(db, found, () =>
    db.rows(`SELECT * FROM read_parquet(${quoted(path)}) WHERE ${isHisRow(columns, found)} ORDER BY "row"`),
  );
}
