import { z } from 'zod';
import { LanguageSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { TopicSchema } from '../domain/mail/topics.ts';

/** One mail of a plan, one line of `mails/part-*.jsonl.gz`. A whole audience is listed; who must not be mailed says why. */
export const MailSchema = z.object({
  /** DESIGN, rule 7: rule and committed change, or rule and period. */
  campaignId: z.string(),
  rule: z.string(),
  /** Mails that an earlier program planned do not say it. */
  kind: z.enum(['membership', 'movement']).default('movement'),
  customerId: z.string(),
  tier: z.string(),
  previousTier: z.string().nullable(),
  address: z.string().nullable(),
  name: z.string().nullable(),
  language: LanguageSchema,
  template: z.string(),
  /** Why it was never to go out: `no_consent`, `refused_consent`, `no_address`, `bad_address`. */
  skip: z.string().nullable(),
  consentOn: LocalDateSchema.nullable(),
  /** The export that holds the consent; mails that an earlier program planned do not say it. */
  consentSource: z.string().nullable().default(null),
  /** Since when he has been in `tier`. */
  since: LocalDateSchema,
  /** His newest counted order as the run knew it; a newer one is "bought since". */
  lastOrderDate: LocalDateSchema.nullable().default(null),
  topic: TopicSchema.default('tier'),
  /** Of several mails to one mailbox the highest goes first, and the lower ones meet the caps. */
  priority: z.int().default(50),
});
export type Mail = z.infer<typeof MailSchema>;

/**
 * A mail made ready to be sent, one line of `outbox/part-*.jsonl.gz`: named, drawn for the hold-out and rendered once,
 * all before approval. Nothing of it changes afterwards.
 */
export const OutboxMailSchema = MailSchema.extend({
  /** Name of the mail in the ledger: HMAC over campaign, mailbox and step. */
  sid: z.string(),
  /** HMAC of the address. */
  mailbox: z.string(),
  /** HMAC of the customer id: the ledger's name for the customer. */
  customer: z.string(),
  /** Belongs to a control group: never sent, counted as held out. */
  heldOut: z.enum(['global', 'campaign']).nullable(),
  /** SHA-256 over the template's version and every variable but link and offer code; '' where nothing is to be sent. */
  digest: z.string(),
  /** What an earlier run of the campaign had decided of it when it was planned, e.g. `already_sent`; for the plan alone. */
  already: z.string().nullable().default(null),
});
export type OutboxMail = z.infer<typeof OutboxMailSchema>;

/**
 * A mail without a row is planned. `claimed` = free again: it certainly never went out, and whoever holds its claim may
 * try it. `sending` is written before SES is asked; who dies then leaves an `unknown`, which nobody repeats by himself.
 * `released` = an unknown that a person let go: its one new attempt stands under the sid of step 2.
 */
export const LedgerStateSchema = z.enum([
  'claimed',
  'sending',
  'sent',
  'unknown',
  'released',
  'refused',
  'suppressed',
  'capped',
]);
export type LedgerState = z.infer<typeof LedgerStateSchema>;

/** What SES told of a mail, each with the message id it told it under. Facts only grow, so any order ends alike. */
export const MailFactsSchema = z.object({
  send: z.string().optional(),
  delivery: z.string().optional(),
  softBounce: z.string().optional(),
  bounce: z.string().optional(),
  complaint: z.string().optional(),
  reject: z.string().optional(),
  /** A picture was loaded; mail programs do that by themselves, or never. */
  open: z.string().optional(),
  /** A second message id under one sid: must never happen. */
  duplicate: z.string().optional(),
});
export type MailFacts = z.infer<typeof MailFactsSchema>;

/** What stands in the ledger's table. */
const StoredRowSchema = z.object({
  sid: z.string(),
  /** HMAC of the address, so that what SES reports by sid reaches the mailbox. */
  mailbox: z.string(),
  campaignId: z.string(),
  /** HMAC of the customer id, which may be an address or a phone number; only whether two are the same is ever asked. */
  customer: z.string().optional(),
  /** Only in rows of an earlier program: the customer id as it is. */
  customerId: z.string().optional(),
  runId: z.string(),
  state: LedgerStateSchema,
  owner: z.string(),
  startedAt: z.number(),
  /** Sends that SES certainly never took up, because it was not reached. */
  attempts: z.int().optional(),
  reason: z.string().optional(),
  messageId: z.string().optional(),
  /** Fencing: the epoch of the claim it was sent under; a lower one may not write over it. 0 of an earlier program. */
  epoch: z.int().default(0),
  /** Digest of the content that was approved. */
  digest: z.string().optional(),
  /** The offer code that this mail carries; a retry carries the same. */
  offerCode: z.string().optional(),
  facts: MailFactsSchema.default({}),
});

/**
 * One item of the ledger, key `sid`. No address, no name, no customer id. Times are epoch milliseconds. A row of an
 * earlier program has the customer id in place of its HMAC; `isOf` knows both.
 */
export const LedgerRowSchema = StoredRowSchema.transform(({ customer, customerId, ...row }) => ({
  ...row,
  customer: customer ?? customerId ?? '',
}));
export type LedgerRow = z.infer<typeof LedgerRowSchema>;

/**
 * The ledger's own item: who finds it, with the keys' fingerprint, stands before the ledger of always. No mail has such a
 * `sid`.
 */
export const GENERATION_SID = '#generation';
export const GenerationSchema = z.object({
  fingerprint: z.string(),
  /** Grows with every pass; the runs table notes it afterwards. A ledger that lies behind the note was restored. */
  passes: z.int().default(0),
});

/**
 * The claim of one chunk of an outbox part, an item of the ledger with the `sid` of `claimSid`. Whoever takes it over
 * raises the epoch; it starts at a number that no claim of an earlier run has.
 */
export const ChunkClaimSchema = z.object({
  sid: z.string(),
  owner: z.string(),
  epoch: z.int(),
  leaseUntil: z.number(),
});
export type ChunkClaim = z.infer<typeof ChunkClaimSchema>;
export const claimSid = (runId: string, part: number, chunk: number): string =>
  `#claim/${runId}/${part}/${chunk}`;
