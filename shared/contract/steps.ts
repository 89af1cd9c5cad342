import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { WaitCauseSchema } from './campaigns.ts';

/** What starts the grading machine. `time` is the business instant: the schedule's, the upload's or the request's. */
export const GradeInputSchema = z.object({
  cause: z.enum(['schedule', 'intake', 'wake', 'request']),
  time: z.iso.datetime({ offset: true }),
  /** Asked for by hand; as of the day of `time` unless `asOf` says otherwise. */
  mode: z.enum(['periodic', 'onDemand']).optional(),
  asOf: LocalDateSchema.optional(),
  /** Hash of a policy that is only to be tried out; as of the snapshot's day unless `asOf` says otherwise. */
  simulate: z.string().optional(),
  /** The committed run that is to be rolled back. */
  rollBack: z.string().optional(),
  /** What measures; else the number of rows decides. */
  engine: EngineSchema.optional(),
});
export type GradeInput = z.infer<typeof GradeInputSchema>;

export const RunRefSchema = z.object({ runId: z.string() });
export type RunRef = z.infer<typeof RunRefSchema>;

export const RunPartsSchema = z.object({ runId: z.string(), parts: z.int().min(0).max(1000) });
export type RunParts = z.infer<typeof RunPartsSchema>;

/** PLAN: what a run will do is shown before it happens. RUN: what it did. */
export const ReportInputSchema = RunPartsSchema.extend({ about: z.enum(['PLAN', 'RUN']).default('RUN') });
export type ReportInput = z.input<typeof ReportInputSchema>;

export const RunPartSchema = z.object({ runId: z.string(), part: z.int().min(0).max(999) });
export type RunPart = z.infer<typeof RunPartSchema>;

/** The execution that calls a claim; the lock is held in its name. */
export const ClaimSchema = z.object({ executionArn: z.string(), input: GradeInputSchema });
export const ClaimedSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('RUN'), runId: z.string(), rollsBack: z.boolean().optional() }),
  z.object({ status: z.enum(['BUSY', 'NOTHING', 'WAITING']), reason: z.string() }),
]);
export type Claimed = z.infer<typeof ClaimedSchema>;

/** The apply machine claims a planned run again. STALE: the base moved, it is planned anew. DONE: nothing left to do. */
export const ReclaimSchema = z.object({ executionArn: z.string(), runId: z.string() });
export const ReclaimedSchema = z.object({
  status: z.enum(['RUN', 'BUSY', 'STALE', 'DONE']),
  runId: z.string(),
  parts: z.int(),
  /** Of a roll-back: the outbox that it stopped, which is counted once more when it is committed. */
  outbox: RunPartsSchema.optional(),
});
export type Reclaimed = z.infer<typeof ReclaimedSchema>;

/** How a query that measure asked for went: `bytes` scanned in `millis`, or `failed` with the error's name alone. */
const AnsweredSchema = z.object({
  number: z.int().min(0),
  attempt: z.int().min(0),
  bytes: z.int().min(0).optional(),
  millis: z.int().min(0).optional(),
  failed: z.string().optional(),
});
/** `collected`: every part of the features lies at its key. */
export const MeasureInputSchema = RunRefSchema.extend({
  answer: z.union([AnsweredSchema, z.object({ collected: z.literal(true) })]).optional(),
});
export type MeasureInput = z.infer<typeof MeasureInputSchema>;

/** A query for Athena. Asked for again with the same `token`, the same query is meant and runs once. */
const AthenaQuerySchema = z.object({
  text: z.string(),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  database: z.string(),
});

/** QUERY: measure goes on when this is answered. COLLECT: when every part of the features is put together. */
export const MeasuredSchema = z.discriminatedUnion('status', [
  RunPartsSchema.extend({ status: z.literal('MEASURED'), customers: z.int() }),
  RunRefSchema.extend({
    status: z.literal('QUERY'),
    number: z.int(),
    attempt: z.int(),
    query: AthenaQuerySchema,
  }),
  RunPartsSchema.extend({ status: z.literal('COLLECT') }),
]);
export type Measured = z.infer<typeof MeasuredSchema>;

/** How many customers a part of the features has. */
export const CollectedSchema = z.object({ rows: z.int() });
export type Collected = z.infer<typeof CollectedSchema>;

export const ReviewedSchema = RunPartsSchema.extend({
  decision: z.enum(['APPROVED', 'AWAITING_APPROVAL', 'SIMULATED']),
});
export type Reviewed = z.infer<typeof ReviewedSchema>;

export const ReleaseSchema = z.object({
  executionArn: z.string(),
  /** Name of the error that a state caught, when the run failed. */
  error: z.string().optional(),
  /** What a refusal says, in both languages; empty for any other error. */
  text: z.string().optional(),
});
export type Release = z.infer<typeof ReleaseSchema>;
export const ReleasedSchema = z.object({ released: z.boolean() });

/** PLAN: before review, what is wrong is noted or refuses the run. MAIL: before the first mail, what is wrong refuses. */
export const PreflightInputSchema = RunPartsSchema.extend({ before: z.enum(['PLAN', 'MAIL']) });
export type PreflightInput = z.infer<typeof PreflightInputSchema>;

/**
 * `pending` mails wait `waitSeconds` before the next pass; 0 pending closes the outbox. RESTING: all that is pending waits
 * for a person, who starts the machine again. `waitsFor` is why the others wait.
 */
export const ClosedSchema = RunPartsSchema.extend({
  status: z.enum(['OPEN', 'RESTING', 'CLOSED']),
  pending: z.int(),
  waitSeconds: z.int(),
  waitsFor: WaitCauseSchema.optional(),
});
export type Closed = z.infer<typeof ClosedSchema>;
