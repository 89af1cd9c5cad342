import { z } from 'zod';
import { BilingualSchema, LanguageSchema } from '../domain/bilingual.ts';

const upload = { answerId: z.string(), key: z.string(), versionId: z.string(), uploadedAt: z.string() };

/** `line` 0 = the whole file. */
const FaultSchema = z.object({ line: z.int(), message: BilingualSchema });
export type ContentFault = z.infer<typeof FaultSchema>;

/** The answer to an uploaded mail template. `superseded`: valid, but a newer upload of it is there already. */
export const TemplateAnswerSchema = z.object({
  ...upload,
  kind: z.literal('template'),
  status: z.enum(['accepted', 'superseded', 'refused']),
  /** Of a valid upload. */
  template: z.object({ name: z.string(), language: LanguageSchema, digest: z.string() }).nullable(),
  /** The languages that the template has no file of yet; until then no policy may name it. */
  missing: z.array(LanguageSchema),
  faults: z.array(FaultSchema),
  /** What may not be meant and stands in nobody's way: values shown without asking whether they are there. */
  remarks: z.array(FaultSchema).default([]),
});
export type TemplateAnswer = z.infer<typeof TemplateAnswerSchema>;

/** The answer to uploaded offer codes. lines = fresh + repeated + known + refused; it never quotes a code. */
export const OffersAnswerSchema = z.object({
  ...upload,
  kind: z.literal('offers'),
  /** Refused as a whole: nothing of the file is in use. */
  status: z.enum(['accepted', 'refused']),
  list: z.string().nullable(),
  lines: z.int(),
  /** Put into the list. */
  fresh: z.int(),
  /** Stand further up in the same file. */
  repeated: z.int(),
  /** The list had them already. */
  known: z.int(),
  refused: z.int(),
  /** Codes of the list that no mail has been given. */
  left: z.int(),
  faults: z.array(FaultSchema),
});
export type OffersAnswer = z.infer<typeof OffersAnswerSchema>;
