import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { StateVersionSchema } from '../domain/version.ts';
import { PauseCauseSchema } from './campaigns.ts';
import { RunModeSchema } from './runs.ts';

/** What the shop's people are told of a run that came to nothing, `reports/<runId>/<about>.json`; no customer is in it. */
export const RunNewsSchema = z.object({
  version: StateVersionSchema,
  about: z.enum(['expired', 'failed']),
  runId: z.string(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  period: z.string(),
  /** ISO 8601. */
  at: z.iso.datetime(),
  /** As the run notes it: a refusal says itself in both languages, any other error is a name. */
  reason: z.string(),
});
export type RunNews = z.infer<typeof RunNewsSchema>;

/** A period that has ended and waits for exports, `reports/period-<period>/waiting.json`; written once a period. */
export const PeriodNewsSchema = z.object({
  version: StateVersionSchema,
  about: z.literal('waiting'),
  period: z.string(),
  /** The last day of the period. */
  end: LocalDateSchema,
  /** Rows of this day or a later one would cover it. */
  coveredFrom: LocalDateSchema,
  /** The newest row that has arrived. */
  newestRow: LocalDateSchema.optional(),
  /** ISO 8601. */
  at: z.iso.datetime(),
});
export type PeriodNews = z.infer<typeof PeriodNewsSchema>;

/** Campaigns that came to rest without anybody asking, `reports/<runId>/resting-<at>-<pauses>.json`; each pause stands in such a file. */
export const RestNewsSchema = z.object({
  version: StateVersionSchema,
  about: z.literal('resting'),
  runId: z.string(),
  /** When the last of them was paused, ISO 8601. */
  at: z.iso.datetime(),
  campaigns: z.array(
    z.object({
      campaignId: z.string(),
      why: PauseCauseSchema.exclude(['person']),
      /** When it was paused, ISO 8601; missing in news of an earlier program. */
      at: z.iso.datetime().optional(),
      /** Mails of the run that wait. */
      pending: z.int(),
    }),
  ),
});
export type RestNews = z.infer<typeof RestNewsSchema>;

/** What Step Functions tells of an execution of the apply or the mail machine that failed. */
export const MachineFailedSchema = z.object({
  detail: z.object({
    stateMachineArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT']),
    /** JSON; it names the run. */
    input: z.string(),
    error: z.string().nullish(),
    /** JSON of a function's error, or words of the service. */
    cause: z.string().nullish(),
  }),
});
export type MachineFailed = z.infer<typeof MachineFailedSchema>;
