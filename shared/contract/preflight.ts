import { z } from 'zod';
import { BilingualSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { StateVersionSchema } from '../domain/version.ts';

/** Something that stands against mailing, in words for whoever has to mend it. */
export const MailProblemSchema = z.object({ code: z.string(), say: BilingualSchema });
export type MailProblem = z.infer<typeof MailProblemSchema>;

/** Due mails, the held out, and those that the ledger knows to be decided by an earlier run of their campaign. */
const AudienceSchema = z.object({ due: z.int(), heldOut: z.int(), already: z.int().default(0) });
export type Audience = z.infer<typeof AudienceSchema>;

/** What composing one part found; mails = due + skipped + heldOut + already. */
export const ComposeCountsSchema = z.object({
  mails: z.int(),
  /** Rendered and meant to go out. */
  due: z.int(),
  /** Without consent, or without a usable address. */
  skipped: z.int(),
  heldOut: z.int(),
  /** Sent, or settled otherwise, by an earlier run of their campaign: nobody is asked of them again. */
  already: z.int().default(0),
  /** By campaign id. */
  campaigns: z.record(z.string(), AudienceSchema.extend({ rule: z.string(), mails: z.int() })),
  /** By tier: the strata of the control groups. */
  tiers: z.record(z.string(), AudienceSchema),
  /** Codes that the due mails need, by offer list and tier. */
  offers: z.record(z.string(), z.record(z.string(), z.int())),
  /** SHA-256 over the digests of its mails, in order. */
  digest: z.string(),
  /** Each kind of fault once, with an example; `kind` is what all of one kind have in common. */
  problems: z.array(MailProblemSchema.extend({ kind: z.string() })),
});
export type ComposeCounts = z.infer<typeof ComposeCountsSchema>;

/** `preflight.json`: what is to be mailed and whether it can be, before anything happens. */
export const PreflightSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  /** What a person approves: SHA-256 over the digests of all parts. */
  contentDigest: z.string(),
  counts: ComposeCountsSchema.omit({ digest: true, problems: true }),
  /** The account as SES told it; null when it could not be asked. */
  quota: z.object({ perSecond: z.number(), perDay: z.number(), sentLast24Hours: z.number() }).nullable(),
  /** Day of the look, by the policy's time zone. */
  on: LocalDateSchema.optional(),
  /** On which days how many of the due mails go out. */
  days: z.array(z.object({ date: LocalDateSchema, mails: z.int() })),
  /** Known before approval; those of the account may be mended until the mail begins. */
  problems: z.array(MailProblemSchema),
});
export type Preflight = z.infer<typeof PreflightSchema>;
