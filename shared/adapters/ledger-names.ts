import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import type { MailKeys } from './keys.ts';
import type { Table } from './table.ts';
import type { Without } from './without-person.ts';

const unpack = promisify(gunzip);

const OUTBOX = /^runs\/[^/]+\/outbox\/.*\.jsonl\.gz$/;
/** The first attempt at a mail, and the one that follows when a person releases it. */
const SECOND = 2;

const MailSchema = z.object({
  ...{ customerId: z.string(), sid: z.string(), campaignId: z.string(), mailbox: z.string() },
});

/**
 * As `without`, and ledger rows of an earlier program, which call a customer by the id itself, first get its keyed hash:
 * only the outbox tells which rows are his, and it forgets that with the same writing.
 */
export function hidingInLedger(
  without: Without,
  ledger: Pick<Table, 'update'>,
  keys: Pick<MailKeys, 'sid' | 'customer'>,
  customerIds: ReadonlySet<string>,
): Without {
  async function hide(sid: string, customerId: string): Promise<void> {
    const change = {
      text: 'SET #customer = :customer REMOVE #customerId',
      names: { customer: 'customer', customerId: 'customerId' },
      values: { customer: keys.customer(customerId) },
    };
    await ledger.update({ sid }, change, { text: '#customerId = :customerId', values: { customerId } });
  }
  return async (key, body) => {
    const mails = OUTBOX.test(key) ? await mailsIn(body) : [];
    for (const { customerId, sid, campaignId, mailbox } of mails.filter((one) =>
      customerIds.has(one.customerId),
    ))
      for (const each of [sid, keys.sid(campaignId, mailbox, SECOND)]) await hide(each, customerId);
    return without(key, body);
  };
}

async function mailsIn(body: Buffer): Promise<z.infer<typeof MailSchema>[]> {
  const lines = (await unpack(body)).toString('utf8').split('\n');
  // A line without a sid never came into the ledger.
  return lines.flatMap((line) => (line && MailSchema.safeParse(JSON.parse(line)).data) || []);
}
