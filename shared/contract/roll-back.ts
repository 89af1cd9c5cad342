import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { ChangeKindSchema, StoredItemSchema } from '../domain/held.ts';
import { StateVersionSchema } from '../domain/version.ts';
import { MailOutcomeSchema } from './artifacts.ts';
import { RunModeSchema, SnapshotSchema } from './runs.ts';

/** What stands of a customer in the customers table, one line of `before/part-*.jsonl.gz`; null = nothing. */
export const StandingItemSchema = z.object({
  customerId: z.string(),
  item: StoredItemSchema.nullable(),
  /** The run that wrote it. */
  runSeq: z.int().nullable(),
});
export type StandingItem = z.infer<typeof StandingItemSchema>;

/** `undone.json`: what a roll-back puts back, written down before it does. */
export const UndoneSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  rollsBack: z.string(),
  /** The run that it goes back to; null where the first commit is rolled back. */
  base: SnapshotSchema.nullable(),
  /** Every run that may have written since then, oldest first, and whose earlier items are the ones that count. */
  runs: z.array(z.object({ runId: z.string(), customers: z.int() })),
  parts: z.int(),
  /** Different customers. */
  undone: z.int(),
});
export type Undone = z.infer<typeof UndoneSchema>;

/** `rollback.json`: everything that the page of a roll-back shows. */
export const RollBackReportSchema = z.object({
  run: z.object({ runId: z.string(), runSeq: z.int(), mode: RunModeSchema, asOf: LocalDateSchema }),
  rollsBack: z.object({ runId: z.string(), mode: RunModeSchema, asOf: LocalDateSchema, period: z.string() }),
  /** The run that holds again; null = nobody has a tier again. */
  base: z.object({ runId: z.string(), asOf: LocalDateSchema }).nullable(),
  undone: z.int(),
  written: z.int(),
  /** Tiers as they stood, and as they were put back. */
  moves: z.array(
    z.object({
      from: z.string().nullable(),
      to: z.string().nullable(),
      change: ChangeKindSchema,
      count: z.int(),
    }),
  ),
  /** What became of the mails of the run that was rolled back. */
  mails: z.array(
    z.object({ campaign: z.string(), outcome: MailOutcomeSchema, reason: z.string(), count: z.int() }),
  ),
});
export type RollBackReport = z.infer<typeof RollBackReportSchema>;
