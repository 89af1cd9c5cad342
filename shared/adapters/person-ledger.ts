import { z } from 'zod';
import type { Mailbox } from '../contract/mailbox.ts';
import type { LedgerRow } from '../contract/mails.ts';
import type { MailKeys } from './keys.ts';
import type { openLedger } from './ledger.ts';

/** The one new attempt that follows when a person releases an unknown. */
const SECOND = 2;

const MailSchema = z.object({ sid: z.string(), campaignId: z.string(), mailbox: z.string() });

interface Asked {
  /** His lines of outboxes. */
  mails: readonly unknown[];
  mailboxes: readonly Mailbox[];
  /** All that a run may call him. */
  customerIds: readonly string[];
}

/**
 * What the send ledger says of the mails of one person, oldest first. The ledger is asked for the mails that his outboxes
 * and mailboxes name, and never read through; rows of others under a shared mailbox are left to them.
 */
export const ledgerOf =
  ({ find }: Pick<ReturnType<typeof openLedger>, 'find'>, keys: Pick<MailKeys, 'sid' | 'customer'>) =>
  async ({ mails, mailboxes, customerIds }: Asked): Promise<unknown[]> => {
    const his = new Set(customerIds.flatMap((id) => [id, keys.customer(id)]));
    const found = await find([...namedByMails(mails, keys), ...mailboxes.flatMap(namedByMailbox)]);
    return [...found.values()]
      .filter(({ customer }) => his.has(customer))
      .sort((a, b) => a.startedAt - b.startedAt)
      .map(told);
  };

/** A line without a sid never came into the ledger. */
function namedByMails(mails: readonly unknown[], keys: Pick<MailKeys, 'sid'>): string[] {
  return mails.flatMap((line) => {
    const { data } = MailSchema.safeParse(line);
    return data === undefined ? [] : [data.sid, keys.sid(data.campaignId, data.mailbox, SECOND)];
  });
}

const namedByMailbox = ({ recent = {}, softBounces = {} }: Mailbox): string[] => [
  ...Object.keys(recent),
  ...Object.keys(softBounces),
];

/** Without who held the row for the machine's sake. */
function told({ owner: _owner, epoch: _epoch, startedAt, ...row }: LedgerRow): unknown {
  return { startedAt: new Date(startedAt).toISOString(), ...row };
}
