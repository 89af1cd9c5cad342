import { join } from 'node:path';
import { z } from 'zod';
import type { ExportKind, Intake } from '../contract/intake.ts';
import { lakeKeys } from '../contract/keys.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import type { Withdrawal } from '../domain/mail/withdrawal.ts';
import type { Bucket } from './bucket.ts';
import { withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';

/** How the run's policy reads a row. */
export interface Reading {
  timeZone: string;
  /** SQL over a row's columns: the customer that it is about. */
  customer: string;
}

const inZone = (utc: string): string => `timezone($1, timezone('UTC', ${utc}))`;
const UPLOADED = inZone('CAST($2 AS TIMESTAMP)');

/** When a statement was made, as measure dates it; only these kinds carry consent. */
const SAID_AT: Partial<Record<ExportKind, string>> = {
  customers: `coalesce(${inZone('consent_at')}, ${UPLOADED})`,
  orders: `CASE
    WHEN consent_at IS NOT NULL THEN ${inZone('consent_at')}
    WHEN NOT consent THEN ${UPLOADED}
    WHEN has_zone THEN ${inZone('ordered_at')}
    ELSE ordered_at END`,
};

const statements = (saidAt: string, customer: string): string => `INSERT INTO said
  SELECT unnest([${customer}, nullif(lower(trim(email)), '')]), consent, ${saidAt}
  FROM read_parquet($3) WHERE consent IS NOT NULL`;

/** Whose newest word in these exports is no; of a yes and a no at one moment the no counts. */
const REFUSED = `SELECT who, strftime(no_at, '%Y-%m-%d') AS "on" FROM (
    SELECT who, max(said_at) FILTER (WHERE consent) AS yes_at, max(said_at) FILTER (WHERE NOT consent) AS no_at
    FROM said WHERE who IS NOT NULL GROUP BY who
  ) WHERE no_at IS NOT NULL AND coalesce(no_at >= yes_at, true)`;

const RefusedSchema = z.array(z.object({ who: z.string(), on: LocalDateSchema }));

/** Everybody who says no in these exports; orders exports carry consent as well as customers exports. */
export async function readWithdrawals(
  lake: Pick<Bucket, 'download'>,
  intakes: readonly Pick<Intake, 'kind' | 'contentId' | 'uploadedAt'>[],
  { timeZone, customer }: Reading,
  memoryMb: number,
): Promise<Withdrawal[]> {
  if (intakes.length === 0) return [];
  return scratch((dir) =>
    withDuckDb({ memoryMb, dir }, async (db) => {
      await db.run('CREATE TABLE said (who VARCHAR, consent BOOLEAN, said_at TIMESTAMP)');
      for (const [i, { kind, contentId, uploadedAt }] of intakes.entries()) {
        const saidAt = SAID_AT[kind];
        if (saidAt === undefined) continue;
        const path = join(dir, `export-${i}.parquet`);
        await lake.download(lakeKeys.rows(kind, contentId), path);
        await db.run(statements(saidAt, customer), [timeZone, uploadedAt, path]);
      }
      return RefusedSchema.parse(await db.rows(REFUSED));
    }),
  );
}
