import type { Item } from '../../../shared/adapters/table.ts';
import { MailboxSchema } from '../../../shared/contract/mailbox.ts';

/** Everything that stands against writing to a mailbox, by scope; read from the item alone, not by the gate's own rules. */
export function optOutsOf(item: Item): string[] {
  const { unsubscribedAt, left = {}, suppressed, erasedAt } = MailboxSchema.parse(item);
  return [
    ...(unsubscribedAt === undefined ? [] : ['all']),
    ...(suppressed === undefined ? [] : ['suppressed']),
    ...(erasedAt === undefined ? [] : ['erased']),
    ...Object.keys(left),
  ];
}
