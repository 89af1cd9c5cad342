import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';

const PlacedSchema = z.object({ line: z.int(), column: z.int(), message: BilingualSchema });

/** The answer to an uploaded policy. `superseded`: valid, but a newer upload is in use already. */
export const PolicyAnswerSchema = z.object({
  answerId: z.string(),
  kind: z.literal('policy'),
  status: z.enum(['accepted', 'superseded', 'refused']),
  key: z.string(),
  versionId: z.string(),
  uploadedAt: z.string(),
  /** Of the policy, when it is valid. */
  hash: z.string().nullable(),
  faults: z.array(PlacedSchema),
  /** Of a valid policy: what is missing in the shop for a part of it to work. */
  remarks: z.array(PlacedSchema).default([]),
});
export type PolicyAnswer = z.infer<typeof PolicyAnswerSchema>;
