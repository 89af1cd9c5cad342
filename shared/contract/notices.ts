import { z } from 'zod';
import { ObjectCreatedSchema } from './intake.ts';
import { MachineFailedSchema } from './run-news.ts';

/** What notify hears of: an object in the results bucket, or a machine that failed. */
export const NotifySchema = z.union([ObjectCreatedSchema, MachineFailedSchema]);
export type Notify = z.infer<typeof NotifySchema>;

/**
 * One mail to staff; pk NOTICE, sk `<about>#<mailbox>`. It is written before the mail goes out and stays, so that nobody
 * is told twice. `mailbox` is the HMAC of the address.
 */
export const NoticeSchema = z.object({
  /** An upload by its intake's or its answer's id, or `<news>/<runId>`. */
  about: z.string(),
  mailbox: z.string(),
  /** Names the very try that wrote it. */
  owner: z.string(),
  at: z.string(),
  state: z.enum(['sending', 'sent', 'refused', 'unknown', 'suppressed']),
  reason: z.string().optional(),
  messageId: z.string().optional(),
});
export type Notice = z.infer<typeof NoticeSchema>;

/** What notify did with one piece of news. `ignored`: it answers manual tiers. */
export const NotifiedSchema = z.object({
  status: z.enum(['told', 'nobody', 'ignored']),
  sent: z.int(),
  refused: z.int(),
  unknown: z.int(),
  suppressed: z.int(),
  /** Told by an earlier call. */
  before: z.int(),
});
export type Notified = z.infer<typeof NotifiedSchema>;
