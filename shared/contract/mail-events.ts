import { z } from 'zod';

/** The mail that SES reports about; `tags.sid` is what we tagged it with. No address is read. */
const ReportedMailSchema = z.object({
  messageId: z.string().min(1),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

/** Tag of a mail that was redirected: who got it is not the customer, so his mailbox learns nothing from it. */
export const SHADOW_TAG = 'shadow';

const plain = <T extends string>(eventType: T) =>
  z.object({ eventType: z.literal(eventType), mail: ReportedMailSchema });

/** What SES tells of one mail; only what we read of it. Anything else is not from our configuration set. */
export const ReportedSchema = z.discriminatedUnion('eventType', [
  plain('Send'),
  plain('Delivery'),
  plain('Reject'),
  plain('Complaint'),
  plain('Open'),
  z.object({
    eventType: z.literal('Bounce'),
    mail: ReportedMailSchema,
    bounce: z.object({
      bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']),
      timestamp: z.iso.datetime({ offset: true }),
    }),
  }),
]);
export type Reported = z.infer<typeof ReportedSchema>;

/** It comes over EventBridge, trimmed by the rule. */
export const MailEventSchema = z.object({ source: z.literal('aws.ses'), detail: ReportedSchema });

/** And it comes from the queue behind the topic, as SES wrote it: up to ten messages together. */
export const MailMessagesSchema = z.object({
  Records: z.array(
    z.object({ eventSource: z.literal('aws:sqs'), messageId: z.string().min(1), body: z.string() }),
  ),
});
export type MailMessages = z.infer<typeof MailMessagesSchema>;

export const MailNewsSchema = z.union([MailEventSchema, MailMessagesSchema]);
export type MailNewsInput = z.infer<typeof MailNewsSchema>;

/** Messages that come back to the queue, for another try and in the end to the dead letters; SQS reads nothing else. */
export const ReturnedSchema = z.strictObject({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});
export type Returned = z.infer<typeof ReturnedSchema>;

export const CountedSchema = z.strictObject({ applied: z.int(), ignored: z.int() });
export type Counted = z.infer<typeof CountedSchema>;

export const FeedbackSchema = z.union([CountedSchema, ReturnedSchema]);
export type Feedback = z.infer<typeof FeedbackSchema>;
