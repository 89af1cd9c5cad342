import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';

/** One item of the mailboxes table, key `mailbox` = HMAC of the address. What a person did is sticky. */
export const MailboxSchema = z.object({
  mailbox: z.string(),
  /** Left everything. */
  unsubscribedAt: z.string().optional(),
  /** By the form that takes any address, so that nobody knows whether it was he; gone once his own link says the same. */
  unsubscribedBy: z.literal('form').optional(),
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
