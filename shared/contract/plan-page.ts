import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { StateVersionSchema } from '../domain/version.ts';
import { AnomalySchema } from './anomalies.ts';
import { PlannedMoveSchema } from './artifacts.ts';
import { CostSchema } from './cost.ts';
import { MailProblemSchema } from './preflight.ts';
import { RunModeSchema } from './runs.ts';

/** `reports/<runId>/plan.json`: everything that the page of a plan shows, before anything of it happens. */
export const PlanPageSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  runSeq: z.int(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  period: z.string(),
  /** What measured it; unknown in plans of earlier programs. */
  engine: EngineSchema.optional(),
  shop: BilingualSchema,
  /** Of the policy: its clocks show when the plan expires. */
  timeZone: z.string().default('UTC'),
  decision: z.enum(['APPROVED', 'AWAITING_APPROVAL']),
  /** Until when it may be approved, ISO 8601. */
  expiresAt: z.string().optional(),
  /** Why it waits. */
  why: z.array(BilingualSchema),
  customers: z.int(),
  /** Highest rank first. */
  tiers: z.array(z.object({ id: z.string(), name: BilingualSchema, before: z.int(), after: z.int() })),
  moves: z.array(PlannedMoveSchema),
  mails: z.object({
    due: z.int(),
    heldOut: z.int(),
    skipped: z.int(),
    /** Decided by an earlier run of the campaign, most of them sent. */
    already: z.int().default(0),
    days: z.array(z.object({ date: LocalDateSchema, mails: z.int() })),
    problems: z.array(MailProblemSchema),
  }),
  campaigns: z.array(
    z.object({
      campaignId: z.string(),
      rule: z.string(),
      name: BilingualSchema.nullable(),
      template: z.string(),
      due: z.int(),
      heldOut: z.int(),
      already: z.int().default(0),
      /** Why others of its audience are not to be mailed. */
      skips: z.array(z.object({ reason: z.string(), count: z.int() })).default([]),
    }),
  ),
  cost: CostSchema.nullable(),
  anomalies: z.array(AnomalySchema),
});
export type PlanPage = z.infer<typeof PlanPageSchema>;
