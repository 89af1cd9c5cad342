import {
  type MailMessages,
  type Reported,
  ReportedSchema,
  type Returned,
} from '../../shared/contract/mail-events.ts';

type Read = { id: string; reported: Reported } | { id: string; error: unknown };

/** Messages of a batch, read as far as they can be. */
const readMessages = ({ Records }: MailMessages): Read[] =>
  Records.map(({ messageId: id, body }) => {
    try {
      return { id, reported: ReportedSchema.parse(JSON.parse(body)) };
    } catch (error) {
      return { id, error };
    }
  });

/**
 * Takes the messages one after the other. Only what failed goes back to the queue: an event that cannot be read does
 * not hold up those beside it.
 */
export async function takeMessages(
  batch: MailMessages,
  open: (all: readonly Reported[]) => Promise<(reported: Reported) => Promise<unknown>>,
  returned: (error: unknown) => void,
): Promise<Returned> {
  const messages = readMessages(batch);
  const take = await open(messages.flatMap((each) => ('reported' in each ? each.reported : [])));
  const batchItemFailures: Returned['batchItemFailures'] = [];
  for (const each of messages) {
    try {
      if ('error' in each) throw each.error;
      await take(each.reported);
    } catch (error) {
      returned(error);
      batchItemFailures.push({ itemIdentifier: each.id });
    }
  }
  return { batchItemFailures };
}
