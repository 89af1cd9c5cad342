import { z } from 'zod';

/** The mail that SES reports about; `tags.sid` is what we tagged it with. No address is read. */
const ReportedMailSchema = z.object({
  messageId: z.string().min(1),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

/** An event of SES over EventBridge; only what we read of it. Anything else is not from our configuration set. */
export const MailEventSchema = z.object({
  source: z.literal('aws.ses'),
  detail: z.discriminatedUnion('eventType', [
    z.object({ eventType: z.literal('Send'), mail: ReportedMailSchema }),
    z.object({ eventType: z.literal('Delivery'), mail: ReportedMailSchema }),
    z.object({ eventType: z.literal('Reject'), mail: ReportedMailSchema }),
    z.object({ eventType: z.literal('Complaint'), mail: ReportedMailSchema }),
    z.object({
      eventType: z.literal('Bounce'),
      mail: ReportedMailSchema,
      bounce: z.object({ bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']) }),
    }),
  ]),
});
export type MailEvent = z.infer<typeof MailEventSchema>;

export const FeedbackSchema = z.object({ applied: z.int(), ignored: z.int() });
export type Feedback = z.infer<typeof FeedbackSchema>;
