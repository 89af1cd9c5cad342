import { join } from 'node:path';
import { z } from 'zod';
import type { ExportKind } from '../contract/intake.ts';
import { lakeNames } from '../contract/keys.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import type { Withdrawal } from '../domain/mail/withdrawal.ts';
import { type Source, sourcesOf } from '../domain/packs/places.ts';
import type { Bucket } from './bucket.ts';
import { type DuckDb, quoted, withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';
import { eachExport, rowsOfExport, type Unseen, UPLOADED, zoned } from './unseen-exports.ts';

/** How the run's policy reads a row. `customer` and `lonePhone` are SQL over a row's columns. */
export interface Reading {
  timeZone: string;
  /** The customer that it is about. */
  customer: string;
  /** The phone of a row that names its person by nothing else. */
  lonePhone: string;
  /** The exports that the run saw: they say who has a phone. */
  known: readonly { kind: ExportKind; contentId: string; lakeKey: string }[];
}

const CONSENT_AT = zoned('consent_at', 'consent_has_zone');

/** When a statement was made, as measure dates it; only these kinds carry consent. */
const SAID_AT: Partial<Record<ExportKind, string>> = {
  customers: `coalesce(${CONSENT_AT}, ${UPLOADED})`,
  orders: `coalesce(${CONSENT_AT}, CASE WHEN NOT consent THEN ${UPLOADED} ELSE ${zoned('ordered_at', 'has_zone')} END)`,
};

/** All columns that either kind may have; an earlier program's files lack some. */
const TABLES = [
  `CREATE TABLE columns_of_both (customer_id VARCHAR, email VARCHAR, phone VARCHAR, consent BOOLEAN,
    consent_at TIMESTAMP, consent_has_zone BOOLEAN, ordered_at TIMESTAMP, has_zone BOOLEAN, amount BIGINT)`,
  `CREATE TABLE rows_said (who VARCHAR, email VARCHAR, lone_phone VARCHAR, consent BOOLEAN, said_at TIMESTAMP,
    dated BOOLEAN, vague BOOLEAN)`,
];

/** Of customers files a yes without a day is vague; what a refund row permits is not its customer's word. */
const statements = (kind: ExportKind, saidAt: string, { customer, lonePhone }: Reading): string => `
  INSERT INTO rows_said
  SELECT ${customer}, nullif(lower(trim(email)), ''), ${lonePhone}, consent, ${saidAt}, consent_at IS NOT NULL,
    consent AND consent_at IS NULL AND ${kind === 'customers'}
  FROM (FROM columns_of_both UNION ALL BY NAME FROM ${rowsOfExport(3, 4)})
  WHERE consent IS NOT NULL AND NOT (consent AND coalesce(amount < 0, false))`;

/** A "no" under a phone alone is said by everybody who stands beside that phone anywhere. */
const holders = ({ customer }: Reading, { only }: Source): string => `
  INSERT INTO rows_said
  SELECT DISTINCT ${customer}, nullif(lower(trim(r.email)), ''), NULL, false, l.said_at, l.dated, false
  FROM read_parquet($1) r JOIN lone ON lone_phone = nullif(trim(phone), ''), unnest(lone.said) AS t(l)
  ${only === undefined ? '' : `WHERE r.intake_id IN (${only.map(quoted).join(', ')})`}`;

const LONE = `CREATE TABLE lone AS
  SELECT lone_phone, list(DISTINCT {said_at: said_at, dated: dated}) AS said
  FROM rows_said WHERE NOT consent AND lone_phone IS NOT NULL GROUP BY lone_phone`;

/**
 * Whose newest word in these exports is no; of a yes and a no at one moment the no counts, and a vague yes counts only
 * where nobody said anything with a date.
 */
const REFUSED = `WITH heard AS (
    SELECT unnest([who, email]) AS who, consent, said_at, dated, vague FROM rows_said
  ),
  newest AS (
    SELECT who, max(said_at) FILTER (WHERE consent AND NOT vague) AS yes_at,
      max(said_at) FILTER (WHERE vague) AS vague_at, bool_or(dated) AS dated,
      max(said_at) FILTER (WHERE NOT consent) AS no_at
    FROM heard WHERE who IS NOT NULL GROUP BY who
  )
  SELECT who, strftime(no_at, '%Y-%m-%d') AS "on" FROM newest
  WHERE no_at IS NOT NULL AND coalesce(no_at >= yes_at, true) AND (dated OR coalesce(no_at >= vague_at, true))`;

const RefusedSchema = z.array(z.object({ who: z.string(), on: LocalDateSchema }));

/** Everybody who says no in these exports; orders exports carry consent as well as customers exports. */
export async function readWithdrawals(
  lake: Pick<Bucket, 'download'>,
  intakes: readonly Unseen[],
  reading: Reading,
  memoryMb: number,
): Promise<Withdrawal[]> {
  const speaking = intakes.filter(({ kind }) => SAID_AT[kind] !== undefined);
  if (speaking.length === 0) return [];
  return scratch((dir) =>
    withDuckDb({ memoryMb, dir }, async (db) => {
      for (const table of TABLES) await db.run(table);
      const each = eachExport(lake, join(dir, 'export.parquet'));
      for (const { kind, contentId, lakeKey, uploadedAt } of speaking)
        await each(lakeKey, (path) =>
          db.run(statements(kind, SAID_AT[kind] ?? 'NULL', reading), [
            ...[reading.timeZone, uploadedAt, path, contentId],
          ]),
        );
      await hearLonePhones(db, each, speaking, reading);
      return RefusedSchema.parse(await db.rows(REFUSED));
    }),
  );
}

type Each = ReturnType<typeof eachExport>;

/** The exports that the run saw are read only if somebody said no under a phone alone. */
async function hearLonePhones(db: DuckDb, each: Each, speaking: readonly Unseen[], reading: Reading) {
  await db.run(LONE);
  const [found] = await db.rows('SELECT count(*) AS phones FROM lone');
  if (Number(found?.phones) === 0) return;
  const known = reading.known.filter(({ kind }) => SAID_AT[kind] !== undefined);
  for (const source of sourcesOf([...known, ...speaking], lakeNames))
    await each(source.key, (path) => db.run(holders(reading, source), [path]));
}
