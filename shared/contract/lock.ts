import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { RunModeSchema, RunSchema } from './runs.ts';

/**
 * The one run lock. `run` is what its holder is about, `marked` the pending mark that its claim answers: both stand
 * here before the run item is made and the mark cleared, so that a claim killed between finishes when called again.
 */
export const LockSchema = z.object({
  holder: z.string(),
  run: RunSchema.optional(),
  marked: z.int().optional(),
});
export type Lock = z.infer<typeof LockSchema>;

/** A run that somebody asked for by hand while another held the lock. */
export const WishSchema = z.object({ mode: RunModeSchema, asOf: LocalDateSchema });
export type Wish = z.infer<typeof WishSchema>;

/** Marks set by intakes and busy claims; something is pending while `marked` is ahead of `claimed`. */
export const PendingSchema = z.object({
  marked: z.int().default(0),
  claimed: z.int().default(0),
  wish: WishSchema.optional(),
});
export type Pending = z.infer<typeof PendingSchema>;
