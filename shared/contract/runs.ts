import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { StateVersionSchema } from '../domain/version.ts';

/** Items of the runs table, by partition key `pk`; `sk` tells them apart within it. */
export const RUNS_PK = {
  lock: 'LOCK',
  pending: 'PENDING',
  wish: 'WISH',
  sequence: 'SEQUENCE',
  snapshot: 'SNAPSHOT',
  run: 'RUN',
  intake: 'INTAKE',
  content: 'CONTENT',
  /** Which exports' rows lie together in one object of the lake; the sort key is the pack's place among all packs. */
  pack: 'PACK',
  policy: 'POLICY',
  keys: 'KEYS',
  /** How far the reading of a large upload has come, by its intake's id. */
  progress: 'PROGRESS',
  /** Mails to staff about an upload or a run, by what they are about and the mailbox. */
  notice: 'NOTICE',
  /** Manual tiers, by customer. */
  override: 'OVERRIDE',
  /** Tombstones of erased people; the sort key is a keyed hash. */
  erased: 'ERASED',
  /** Set by a roll-back: every run needs approval until somebody clears it. */
  caution: 'CAUTION',
  /** Runs of which no mail goes out any more, by their ids. */
  stop: 'STOP',
} as const;

export const RunModeSchema = z.enum(['periodic', 'onDemand']);

export const RunStateSchema = z.enum([
  'GRADING',
  'AWAITING_APPROVAL',
  'APPROVED',
  'APPLYING',
  'COMMITTED',
  'CLOSED',
  'FAILED',
  'REJECTED',
  /** Nobody decided about it in time; nothing of it happened. */
  'EXPIRED',
  'SUPERSEDED',
  /** Planned to be looked at: nothing of it ever happens. */
  'SIMULATED',
  /** Was committed, and a later run put back what it had changed. */
  'ROLLED_BACK',
]);
export type RunState = z.infer<typeof RunStateSchema>;

/** One pass over everything. `period` is the one that contains `asOf`, e.g. 2026-Q3. */
export const RunSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  runSeq: z.int(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  period: z.string(),
  state: RunStateSchema,
  executionArn: z.string(),
  /** runSeq of the snapshot it was planned on; 0 = there was none. */
  baseSeq: z.int(),
  parts: z.int().default(0),
  reason: z.string().optional(),
  /** SHA-256 over every mail of the run, as it was when it was approved. */
  contentDigest: z.string().optional(),
  /** Hash of the policy that a simulation tries out. */
  simulates: z.string().optional(),
  /** What was asked to measure it; else the number of rows decides. */
  engine: EngineSchema.optional(),
  /** Of a run that puts back what another one changed: that run's id. */
  rollsBack: z.string().optional(),
  /** Until when a plan that waits may be approved, ISO 8601. */
  expiresAt: z.string().optional(),
  /** Who let the plan happen or closed it: somebody at the command line, or with the link of a plan mail. */
  decided: z.object({ by: z.enum(['command', 'link']), at: z.string() }).optional(),
});
export type Run = z.infer<typeof RunSchema>;

/** The pointer that says which snapshot is current; it flips after the last item of a run is written. */
export const SnapshotSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  runSeq: z.int(),
  asOf: LocalDateSchema,
  parts: z.int(),
  /** The last periodic run, whose model and cut points an on-demand run uses. */
  modelRunId: z.string(),
  /** Latest period that a periodic run served. */
  servedPeriod: z.string(),
  periodicAsOf: LocalDateSchema,
  /**
   * Where a roll-back points to it again: the runSeq under which it was committed. Campaigns that answer a change are
   * named by it, so that grading again mails nobody a second time.
   */
  committedSeq: z.int().optional(),
});
export type Snapshot = z.infer<typeof SnapshotSchema>;

/** Which roll-back began the caution, and when, ISO 8601. */
export const CautionSchema = z.object({ since: z.string(), runId: z.string() });
export type Caution = z.infer<typeof CautionSchema>;

/** How far intake has come with a large file, in bytes; gone when it has ended. */
export const ProgressSchema = z.object({
  intakeId: z.string(),
  key: z.string(),
  read: z.int(),
  total: z.int(),
  /** ISO 8601; a last word that is old comes from a call that was killed. */
  at: z.string(),
});
export type Progress = z.infer<typeof ProgressSchema>;
