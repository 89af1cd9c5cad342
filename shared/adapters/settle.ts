import type { ExportKind } from '../contract/intake.ts';
import { LAKE_COLUMNS } from '../contract/intake.ts';
import type { Grain } from '../formats/profile.ts';
import type { Cell, DuckDb } from './duckdb.ts';
import { contentsOf } from './lake-writer.ts';

export type IdentityColumn = 'customer_id' | 'email' | 'phone';

export interface Settling {
  kind: ExportKind;
  grain: Grain;
  identity: readonly IdentityColumn[];
}

/** Lines of the first repeat with the same and with other contents. */
export interface Repeats {
  duplicateAt: number | null;
  changedAt: number | null;
}

const columns = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/**
 * What rows must have in common to state the same thing. Two refunds of one order on other days or of other amounts
 * are two refunds, not one that was repeated; events without an id repeat each other when all they say is the same.
 */
function same(kind: ExportKind): string {
  if (kind === 'orders')
    return 'order_id, amount < 0, CASE WHEN amount < 0 THEN ordered_at END, CASE WHEN amount < 0 THEN amount END';
  if (kind === 'customers') return 'who';
  const id = kind === 'activity' ? 'activity_id' : 'feedback_id';
  return `${id}, CASE WHEN ${id} IS NULL THEN row(${columns(contentsOf(kind))}) END`;
}

/** What must be equal at least; hashed, because few rows repeat and only these are worth sorting. */
const alike = (kind: ExportKind): string => (kind === 'orders' ? 'order_id' : same(kind));

/** Who a row is about by the policy's order of identities; adds it as `who` to the rows of table `from`. */
export async function identify(db: DuckDb, { kind, identity }: Settling, from: string): Promise<void> {
  await db.run(`CREATE VIEW known AS SELECT *, ${whoOf(kind, identity)} AS who FROM ${from}`);
}

export function whoOf(kind: ExportKind, identity: readonly IdentityColumn[]): string {
  const known = identity.filter((column) => column in LAKE_COLUMNS[kind]);
  return `coalesce(${[...known.map((column) => `nullif(${column}, '')`), 'NULL'].join(', ')})`;
}

/** Ranks the rows of `known` that state the same by (`updated_at`, row) and puts all but the newest into `older`. */
export async function rank(db: DuckDb, { kind, grain }: Settling): Promise<Repeats> {
  const key = `hash(${alike(kind)})`;
  await db.run(`CREATE TABLE older AS SELECT "row" FROM known
    WHERE ${kind === 'customers' ? 'who IS NOT NULL AND' : ''} ${key} IN (SELECT ${key} FROM known GROUP BY 1 HAVING count(*) > 1)
    QUALIFY row_number() OVER (PARTITION BY ${same(kind)} ORDER BY updated_at DESC NULLS LAST, "row" DESC) > 1`);
  return repeats(db, kind, grain);
}

/**
 * A newer row of an order that says nothing of consent leaves standing what an older one said: a silent row takes
 * nothing back.
 */
export async function inheritConsent(db: DuckDb): Promise<void> {
  await db.run(`CREATE TABLE heard AS
    SELECT n."row", o.consent, o.consent_at, o.consent_has_zone
    FROM (SELECT * FROM known SEMI JOIN older USING ("row") WHERE consent IS NOT NULL) o
    JOIN (SELECT "row", order_id FROM known ANTI JOIN older USING ("row") WHERE consent IS NULL) n USING (order_id)
    QUALIFY row_number() OVER (PARTITION BY n."row" ORDER BY o.updated_at DESC NULLS LAST, o."row" DESC) = 1`);
  await db.run(`UPDATE "read" SET consent = h.consent, consent_at = h.consent_at, consent_has_zone = h.consent_has_zone
    FROM heard h WHERE h."row" = "read"."row"`);
}

/** Repeated line items differ in what concerns the item, and are no news. */
async function repeats(db: DuckDb, kind: ExportKind, grain: Grain): Promise<Repeats> {
  const contents = contentsOf(kind).filter((name) => grain !== 'repeated' || name !== 'category');
  const key = `hash(${alike(kind)})`;
  const [found] =
    await db.rows(`SELECT min(line) FILTER (WHERE same) AS duplicate, min(line) FILTER (WHERE NOT same) AS changed
    FROM (
      SELECT max("row") AS line, count(DISTINCT hash(${columns(contents)})) = 1 AS same
      FROM known WHERE ${key} IN (SELECT ${key} FROM known SEMI JOIN older USING ("row"))
      GROUP BY ${same(kind)} HAVING count(*) > 1
    )`);
  const line = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : null);
  return {
    duplicateAt: grain === 'repeated' ? null : line(found?.duplicate),
    changedAt: line(found?.changed),
  };
}
