import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { RunModeSchema, RunSchema } from './runs.ts';

/**
 * The one run lock. `run` is what its holder is about; `marked` the pending mark and `wishId` the wish that it answers.
 * They stand here before the run item is made and the mark and the wish are cleared, so that a claim killed between
 * finishes when it is called again.
 */
export const LockSchema = z.object({
  holder: z.string(),
  run: RunSchema.optional(),
  marked: z.int().optional(),
  wishId: z.string().optional(),
});
export type Lock = z.infer<typeof LockSchema>;

/** A run that somebody asked for, or that has to be planned anew, while another held the lock. */
export const WishSchema = z.object({
  id: z.string(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  /** Hash of the policy that is only to be tried out. */
  simulates: z.string().optional(),
  /** What is to measure it. */
  engine: EngineSchema.optional(),
  /** The committed run that is to be rolled back; `mode` and `asOf` say nothing then. */
  rollBack: z.string().optional(),
});
export type Wish = z.infer<typeof WishSchema>;

/** Marks set by intakes and busy claims; something is pending while `marked` is ahead of `claimed`. */
export const PendingSchema = z.object({ marked: z.int().default(0), claimed: z.int().default(0) });
export type Pending = z.infer<typeof PendingSchema>;
