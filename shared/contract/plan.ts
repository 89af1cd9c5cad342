import { z } from 'zod';
import { CauseSchema, ChangeKindSchema, PublishedSchema, StoredItemSchema } from '../domain/held.ts';

export { type Receipt, ReceiptSchema } from '../domain/receipt.ts';

/** One line of `changes/part-*.jsonl.gz`: a whole item for the customers table, and the step that led to it. */
export const PlannedChangeSchema = z.object({
  customerId: z.string(),
  previousTier: z.string().nullable(),
  change: ChangeKindSchema,
  cause: CauseSchema,
  published: PublishedSchema,
  /** Of a roll-back: the item as it stood, which is written in place of `published`. */
  restored: StoredItemSchema.optional(),
});
export type PlannedChange = z.infer<typeof PlannedChangeSchema>;
