import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';

/** What an operator asks for, put as `requests/<id>.json` into the uploads bucket. */
export const RequestSchema = z.discriminatedUnion('want', [
  /** Without `asOf` as of the day on which the request is made. */
  z.strictObject({
    want: z.literal('run'),
    asOf: LocalDateSchema.optional(),
    mode: z.enum(['periodic', 'onDemand']),
  }),
  z.strictObject({ want: z.literal('approve'), runId: z.string() }),
  z.strictObject({ want: z.literal('reject'), runId: z.string() }),
]);
export type Request = z.infer<typeof RequestSchema>;

/** What became of a request, in the results bucket. */
export const AnswerSchema = z.object({
  key: z.string(),
  done: z.boolean(),
  problem: BilingualSchema.optional(),
});
export type Answer = z.infer<typeof AnswerSchema>;
