import { z } from 'zod';
import { LanguageSchema } from '../domain/bilingual.ts';
import { LocalDateSchema } from '../domain/dates.ts';

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
  /** Since when he has been in `tier`. */
  since: LocalDateSchema,
});
export type Mail = z.infer<typeof MailSchema>;

export const LedgerStateSchema = z.enum([
  'sending',
  'retry',
  'sent',
  'unknown',
  'refused',
  'suppressed',
  'capped',
]);
export type LedgerState = z.infer<typeof LedgerStateSchema>;

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
});
export type LedgerRow = z.infer<typeof LedgerRowSchema>;

/**
 * The ledger's own item: who finds it, with the keys' fingerprint, stands before the ledger of always. No mail has such a
 * `sid`.
 */
export const GENERATION_SID = '#generation';
export const GenerationSchema = z.object({ fingerprint: z.string() });

/** One item of the mailboxes table, key `mailbox` = HMAC of the address. What a person did is sticky. */
export const MailboxSchema = z.object({
  mailbox: z.string(),
  unsubscribedAt: z.string().optional(),
  suppressed: z.enum(['bounce', 'complaint']).optional(),
  /** Recent mails by sid, for cooldown: the rule, the tier and the run's asOf. */
  recent: z
    .record(z.string(), z.object({ rule: z.string(), tier: z.string(), on: LocalDateSchema }))
    .optional(),
  /** Grows with each write of `recent`. */
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
