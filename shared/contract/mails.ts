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
  /** Belongs to a control group: never sent, counted as held out. */
  heldOut: z.enum(['global', 'campaign']).nullable(),
  /** SHA-256 over the template's version and every variable but link and offer code; '' where nothing is to be sent. */
  digest: z.string(),
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

/** One item of the ledger, key `sid`. No address, no name. Times are epoch milliseconds. */
export const LedgerRowSchema = z.object({
  sid: z.string(),
  /** HMAC of the address, so that what SES reports by sid reaches the mailbox. */
  mailbox: z.string(),
  campaignId: z.string(),
  customerId: z.string(),
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

/** One item of the mailboxes table, key `mailbox` = HMAC of the address. What a person did is sticky. */
export const MailboxSchema = z.object({
  mailbox: z.string(),
  /** Left everything. */
  unsubscribedAt: z.string().optional(),
  /** Left one campaign or one topic, by scope (`rule:<name>`, `topic:<name>`) and when. */
  left: z.record(z.string(), z.string()).optional(),
  suppressed: z.enum(['bounce', 'complaint']).optional(),
  /** Days (UTC) of soft bounces by sid, the newest ten. */
  softBounces: z.record(z.string(), LocalDateSchema).optional(),
  erasedAt: z.string().optional(),
  /** Recent mails by sid, for cooldown: the rule, the tier and the run's asOf. */
  recent: z
    .record(z.string(), z.object({ rule: z.string(), tier: z.string(), on: LocalDateSchema }))
    .optional(),
  /** Grows with every write of anybody: the gate's own write is conditional on it. */
  version: z.int().optional(),
});
export type Mailbox = z.infer<typeof MailboxSchema>;

/**
 * The secret's JSON. All keys derive from seeds by HKDF. The ledger's and mailboxes' keys always come from seed `k1`
 * (DESIGN, rule 15). To rotate what signs unsubscribe links, move the seed to `old` under its id, put a new `seed` and
 * name it in `current`; links of every id stay good for ever.
 */
export const KeysSchema = z
  .object({
    seed: z.string().min(32),
    current: z
      .string()
      .regex(/^k\d{1,4}$/)
      .default('k1'),
    old: z.record(z.string().regex(/^k\d{1,4}$/), z.string().min(32)).default({}),
  })
  .refine((keys) => (keys.current === 'k1') !== 'k1' in keys.old, 'exactly one seed is k1');
export type Keys = z.infer<typeof KeysSchema>;
