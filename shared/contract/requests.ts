import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { ErasureToldSchema } from './erasure.ts';

const MOST_POLICY_CHARACTERS = 256 * 1024;

/** What an operator asks for, put as `requests/<id>.json` into the uploads bucket. */
export const RequestSchema = z.discriminatedUnion('want', [
  /** Without `asOf` as of the day on which the request is made. */
  z.strictObject({
    want: z.literal('run'),
    asOf: LocalDateSchema.optional(),
    mode: z.enum(['periodic', 'onDemand']),
    engine: EngineSchema.optional(),
  }),
  /** Shows who would move under another policy, given as its YAML text; changes nothing. */
  z.strictObject({
    want: z.literal('simulate'),
    policy: z.string().max(MOST_POLICY_CHARACTERS),
    asOf: LocalDateSchema.optional(),
    engine: EngineSchema.optional(),
  }),
  z.strictObject({ want: z.literal('approve'), runId: z.string() }),
  z.strictObject({ want: z.literal('reject'), runId: z.string() }),
  /** Puts back what the newest committed run changed. */
  z.strictObject({ want: z.literal('rollback'), runId: z.string() }),
  /** Ends the caution after a roll-back: runs need approval again only as the policy says. */
  z.strictObject({ want: z.literal('trust') }),
  /** Removes a person everywhere, or hands out all that is held of one. */
  z.strictObject({ want: z.enum(['erase', 'export']), customerId: z.string().min(1).max(256) }),
  /** The life of campaigns: of one, of all that follow one rule of the policy, or, to pause and resume, of every one (`*`). */
  z.strictObject({
    want: z.literal('campaign'),
    act: z.enum(['pause', 'resume', 'cancel', 'release']),
    campaign: z.string().min(1).max(256),
  }),
  /** Takes one upload out of what counts, by its intake's id or its key; `all`: every upload of the same bytes. */
  z
    .strictObject({
      want: z.literal('withdraw'),
      intakeId: z.string().optional(),
      key: z.string().optional(),
      all: z.boolean().default(false),
    })
    .refine(({ intakeId, key }) => (intakeId === undefined) !== (key === undefined), 'either id or key'),
]);
export type Request = z.infer<typeof RequestSchema>;

const WithdrawnSchema = z.object({
  intakeId: z.string(),
  key: z.string(),
  uploadedAt: z.string(),
  rows: z.int(),
  kept: z.int(),
  amounts: z.record(z.string(), z.int()),
});

const ToldCampaignSchema = z.object({
  campaignId: z.string(),
  rule: z.string(),
  /** What a release risks. */
  odds: z
    .object({ unknown: z.int(), coverage: z.number().nullable(), duplicatesAtMost: z.number() })
    .optional(),
});

/** What became of a request, in the results bucket. */
export const AnswerSchema = z.object({
  key: z.string(),
  done: z.boolean(),
  problem: BilingualSchema.optional(),
  /** What a withdrawal took out; amounts in minor units by currency. */
  withdrawn: z.array(WithdrawnSchema).optional(),
  /** Hash of the policy that a simulation tries out: the run that does it carries it. */
  simulates: z.string().optional(),
  campaigns: z.array(ToldCampaignSchema).optional(),
  erased: ErasureToldSchema.optional(),
  /** Key in the results bucket of what was gathered of a person. */
  gathered: z.string().optional(),
  /** What follows from it and may not be meant. */
  notes: z.array(BilingualSchema).optional(),
});
export type Answer = z.infer<typeof AnswerSchema>;
