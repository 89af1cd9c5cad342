import { z } from 'zod';
import { measuredColumn } from '../contract/feature-row.ts';
import { runKeys } from '../contract/keys.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import type { Bucket } from './bucket.ts';
import { openWorkbench } from './workbench.ts';

/** What a run knows of a customer that no receipt says. */
const ContactSchema = z.object({
  customerId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  /** Day of the last change of his tier before the run; null = he had none. */
  since: LocalDateSchema.nullable(),
  tags: z.string().nullable(),
});
export type Contact = z.infer<typeof ContactSchema>;

/** The contacts of one part of a run; `tags` is the feature that holds their tags, if any does. */
export const contactsIn =
  (lake: Bucket, memoryMb: number) =>
  (runId: string, part: number, tags?: string): Promise<Contact[]> =>
    openWorkbench(
      lake,
      memoryMb,
    )(async (bench) => {
      const tagged = tags === undefined ? undefined : measuredColumn(tags);
      const texts = ['customer_id', 'email', 'name', 'held', ...(tagged ? [tagged] : [])];
      const columns = Object.fromEntries(texts.map((column) => [column, 'VARCHAR']));
      await bench.fetch('contacts', columns, [runKeys.features(runId, part)]);
      const rows = await bench.rows(`SELECT customer_id AS "customerId", email, name,
        json_extract_string(held, '$.published.since') AS since,
        ${tagged ? `"${tagged}"` : 'NULL'} AS tags FROM contacts`);
      return rows.map((row) => ContactSchema.parse(row));
    });
