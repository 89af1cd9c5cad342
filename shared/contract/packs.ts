import { z } from 'zod';
import { StateVersionSchema } from '../domain/version.ts';
import { ExportKindSchema } from './intake.ts';

/** One object of the lake with the rows of several exports. */
export const PackSchema = z.object({
  version: StateVersionSchema,
  key: z.string(),
  kind: ExportKindSchema,
  /** Its place among all packs, 1 = oldest. */
  seq: z.int().min(1),
  /** The readings whose rows it holds. */
  contents: z.array(z.string()),
  rows: z.int(),
  /** When it was made, ISO 8601 UTC. */
  at: z.string(),
  /** runSeq of the newest run then: it and those before may read what the pack replaced. */
  afterRun: z.int(),
});
export type StoredPack = z.infer<typeof PackSchema>;

export const CompactInputSchema = z.object({
  act: z.enum(['begin', 'gather']),
  executionArn: z.string(),
});
export type CompactInput = z.infer<typeof CompactInputSchema>;

/**
 * NOTHING: there is nothing to do. BUSY: somebody else has the run lock, and the next day will do. HELD: it is ours. MORE:
 * call again. DONE: no kind has many small objects any more, and what nobody reads is gone.
 */
export const CompactedSchema = z.object({ status: z.enum(['NOTHING', 'BUSY', 'HELD', 'MORE', 'DONE']) });
export type Compacted = z.infer<typeof CompactedSchema>;
