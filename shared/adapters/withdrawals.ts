import { join } from 'node:path';
import { z } from 'zod';
import type { Intake } from '../contract/intake.ts';
import { lakeKeys } from '../contract/keys.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import type { Withdrawal } from '../domain/mail/withdrawal.ts';
import type { Bucket } from './bucket.ts';
import { withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';

const RefusalRowsSchema = z.array(
  z.object({
    customerId: z.string().nullable(),
    email: z.string().nullable(),
    on: LocalDateSchema.nullable(),
  }),
);

const REFUSALS = `SELECT DISTINCT customer_id AS "customerId", email, strftime(consent_at, '%Y-%m-%d') AS "on"
  FROM read_parquet(?) WHERE consent = false`;

/** Everybody who said no in a customers export that came after the run had looked (`newestUpload`). */
export async function readWithdrawals(
  lake: Pick<Bucket, 'download'>,
  intakes: readonly Intake[],
  newestUpload: string,
  memoryMb: number,
): Promise<Withdrawal[]> {
  const newer = intakes.filter(
    ({ kind, status, uploadedAt }) =>
      kind === 'customers' && status === 'committed' && Date.parse(uploadedAt) > sinceOf(newestUpload),
  );
  const contents = [...new Set(newer.map(({ contentId }) => contentId))];
  if (contents.length === 0) return [];
  return scratch((dir) =>
    withDuckDb({ memoryMb, dir }, async (db) => {
      const found: Withdrawal[] = [];
      for (const [i, contentId] of contents.entries()) {
        const path = join(dir, `customers-${i}.parquet`);
        await lake.download(lakeKeys.rows('customers', contentId), path);
        found.push(...RefusalRowsSchema.parse(await db.rows(REFUSALS, [path])));
      }
      return found;
    }),
  );
}

const sinceOf = (newestUpload: string): number => Date.parse(newestUpload) || 0;
