import { RUNS_PK } from '../contract/runs.ts';
import type { StoredItem } from '../domain/held.ts';
import { hashOf } from './erased.ts';
import type { Table } from './table.ts';

type Publish = (item: StoredItem, runSeq: number) => Promise<number>;

/**
 * Publishes nobody who was erased, whatever the plan says: a run's folder may have been restored from before. The
 * tombstones are read once a call.
 */
export function unlessErased(
  publish: Publish,
  runs: Pick<Table, 'query'>,
  key: () => Promise<Buffer>,
): Publish {
  let known: Promise<(customerId: string) => boolean> | undefined;
  return async (item, runSeq) => {
    known ??= erasedCustomers(runs, key);
    return (await known)(item.customerId) ? runSeq : publish(item, runSeq);
  };
}

/** Whether a tombstone stands for what a run calls a customer; the tombstones are read now. */
export async function erasedCustomers(runs: Pick<Table, 'query'>, key: () => Promise<Buffer>) {
  const stones = new Set((await runs.query(RUNS_PK.erased)).map(({ sk }) => String(sk)));
  if (stones.size === 0) return () => false;
  const secret = await key();
  const kinds = ['customer_id', 'email', 'phone'] as const;
  return (customerId: string) => kinds.some((kind) => stones.has(hashOf(secret, kind, customerId) ?? ''));
}
