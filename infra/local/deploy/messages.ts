import { z } from 'zod';
import type { Json } from '../asl/schema.ts';

interface Received {
  delivery: { id: string; event: Json };
  received: number;
}

/** What Lambda hands a function that reads a queue; every attribute is a text. */
export const messagesOf = (batch: readonly Received[], eventSourceARN: string): Json => ({
  Records: batch.map(({ delivery, received }) => ({
    messageId: delivery.id,
    receiptHandle: delivery.id,
    body: String(delivery.event),
    attributes: { ApproximateReceiveCount: String(received + 1) },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: 'local',
  })),
});

const ReturnedSchema = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
  })
  .nullish();

/** The ids that a function gave back; an answer that names any other id fails the whole batch, as in AWS. */
export function returnedOf(answer: Json, ids: readonly string[]): Set<string> {
  const failures = ReturnedSchema.parse(answer)?.batchItemFailures ?? [];
  const returned = failures.map(({ itemIdentifier }) => itemIdentifier);
  const strange = returned.find((id) => !ids.includes(id));
  if (strange !== undefined)
    throw new Error(`the function gave back a message that was not handed to it: ${strange}`);
  return new Set(returned);
}
