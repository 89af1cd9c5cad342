import { z } from 'zod';

/** Partition of the runs table with one item a campaign id, and one under `EVERY` that stops all mail. */
export const CAMPAIGN_PK = 'CAMPAIGN';
export { EVERY } from '../domain/mail/campaign-choice.ts';

/** Why it rests: by a person; because SES stopped the account; by our own breakers; because its mails come long after their plan. */
export const PauseCauseSchema = z.enum(['person', 'ses', 'bounces', 'complaints', 'duplicate', 'stale']);
export type PauseCause = z.infer<typeof PauseCauseSchema>;

/**
 * What mails wait for that go on by themselves. `time`: the next pass. `quota`: the day's mails are sent. `broken`: SES or
 * a table failed. `unreached`: SES is out of reach. `account`, `paused`: SES does not let the account send. `worker`:
 * another one is at them.
 */
export const WaitCauseSchema = z.enum([
  ...(['time', 'quiet', 'quota', 'broken', 'unreached', 'account', 'paused', 'worker'] as const),
]);
export type WaitCause = z.infer<typeof WaitCauseSchema>;

/** What became of a campaign's mails, as the last look at the ledger found it. */
export const CampaignFiguresSchema = z.object({
  mails: z.int(),
  sent: z.int(),
  unknown: z.int(),
  refused: z.int(),
  suppressed: z.int(),
  heldOut: z.int(),
  capped: z.int(),
  cancelled: z.int(),
  pending: z.int(),
  /** Of the sent ones: SES told of them by at least one event. */
  covered: z.int(),
  delivered: z.int(),
  bounced: z.int(),
  complained: z.int(),
  /** Of the sent ones: SES has not told yet what became of them. */
  awaited: z.int().default(0),
  /** Unreliable: mail programs load pictures by themselves, or never. */
  opened: z.int(),
  /** When the newest unknown began, epoch milliseconds; 0 = there is none. */
  newestUnknownAt: z.number(),
  /** What pending mails wait for, and when the next try is due, epoch milliseconds. */
  wait: z.object({ cause: WaitCauseSchema, until: z.number() }).optional(),
});
export type CampaignFigures = z.infer<typeof CampaignFiguresSchema>;

/** The life of one campaign: everything that stops it, and the counts that its breakers go by. Times are ISO 8601. */
export const CampaignStateSchema = z.object({
  campaignId: z.string(),
  rule: z.string().default(''),
  /** Runs whose outbox has mails of it, oldest first. */
  runs: z.array(z.string()).default([]),
  status: z.enum(['running', 'paused', 'cancelled']).default('running'),
  why: PauseCauseSchema.optional(),
  at: z.string().optional(),
  /** The `at` of the last pause that the shop’s people were told of. */
  toldAt: z.string().optional(),
  /** Counted as they happen, for the breakers. */
  sent: z.int().default(0),
  bounces: z.int().default(0),
  complaints: z.int().default(0),
  /** Counted at the time of the last release by a person: the breakers look only at what came after. */
  forgiven: z.object({ sent: z.int(), bounces: z.int(), complaints: z.int() }).optional(),
  figures: CampaignFiguresSchema.optional(),
  /** Unknowns that began a day before it or earlier may be tried once more. */
  releasedAt: z.string().optional(),
});
export type CampaignState = z.infer<typeof CampaignStateSchema>;
