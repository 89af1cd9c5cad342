import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { StateVersionSchema } from '../domain/version.ts';
import { OverridesSchema } from './artifacts.ts';

/**
 * What was last said of a customer by hand; pk OVERRIDE, sk the customer's id. Without `tier` and `until` his manual tier
 * was ended: the item stays, so that a late event of an older upload does not bring it back.
 */
export const StoredOverrideSchema = z.object({
  version: StateVersionSchema,
  customerId: z.string(),
  tier: z.string().nullable(),
  until: LocalDateSchema.nullable(),
  why: z.string(),
  /** `uploadOrder` of the file that said it. */
  order: z.string(),
  /** Key of that file. */
  who: z.string(),
});
export type StoredOverride = z.infer<typeof StoredOverrideSchema>;

/** `leftOut`: in force by their date, but of a tier that the run's policy does not know. */
export const FrozenOverridesSchema = OverridesSchema.extend({ leftOut: z.int().default(0) });
export type FrozenOverrides = z.infer<typeof FrozenOverridesSchema>;

/** `line` 0 = the whole file; `column` as the file writes it. */
const RemarkSchema = z.object({ line: z.int(), column: z.string(), message: BilingualSchema });

/** The answer to an uploaded file of manual tiers. lines = set + ended + superseded where it is accepted. */
export const OverridesAnswerSchema = z.object({
  answerId: z.string(),
  kind: z.literal('overrides'),
  status: z.enum(['accepted', 'refused']),
  key: z.string(),
  versionId: z.string(),
  uploadedAt: z.string(),
  lines: z.int(),
  set: z.int(),
  ended: z.int(),
  /** Lines about customers of whom a later upload has said something already. */
  superseded: z.int(),
  faults: z.array(RemarkSchema),
  /** What may not be meant. */
  notes: z.array(RemarkSchema),
});
export type OverridesAnswer = z.infer<typeof OverridesAnswerSchema>;
