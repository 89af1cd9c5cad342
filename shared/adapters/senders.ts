import { z } from 'zod';
import type { Table } from './table.ts';

/** Partition of the runs table with one item for each worker that sends. */
const SENDERS_PK = 'SENDERS';
const SenderSchema = z.object({ sk: z.string(), at: z.number() });

/** Whoever died without a word is swept away after this time. */
const FORGOTTEN_MS = 60 * 60 * 1000;

/** The workers that share the account's rate. Each writes its own item alone, so that none of them is hot. */
export function openSenders(runs: Pick<Table, 'put' | 'query' | 'remove'>) {
  const leave = (owner: string): Promise<boolean> => runs.remove({ pk: SENDERS_PK, sk: owner });

  /** Says that `owner` sends, and answers when each worker last said so, itself among them; epoch milliseconds. */
  async function beat(owner: string, now: number): Promise<number[]> {
    await runs.put({ pk: SENDERS_PK, sk: owner, at: now });
    const senders = z.array(SenderSchema).parse(await runs.query(SENDERS_PK));
    for (const { sk, at } of senders) if (now - at > FORGOTTEN_MS) await leave(sk);
    return senders.map(({ at }) => at);
  }

  return { beat, leave };
}
