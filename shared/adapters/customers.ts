import { z } from 'zod';
import type { StandingItem } from '../contract/roll-back.ts';
import { isNobody } from '../domain/erasure/person.ts';
import { type StoredItem, StoredItemSchema } from '../domain/held.ts';
import type { Table } from './table.ts';

/** The customers table, which other systems read. */
export function openCustomers(table: Table) {
  return {
    /** Writes a whole item unless a newer run has; answers the runSeq that stands there afterwards. */
    async publish(item: StoredItem, runSeq: number): Promise<number> {
      // Who was erased counts on in the run, and stands nowhere.
      if (isNobody(item.customerId)) return runSeq;
      const older = {
        text: 'attribute_not_exists(#s) OR #s < :s',
        names: { s: 'runSeq' },
        values: { s: runSeq },
      };
      if (await table.put({ ...item, runSeq }, older)) return runSeq;
      const standing = await table.get({ customerId: item.customerId });
      return z.object({ runSeq: z.int() }).parse(standing).runSeq;
    },

    /** What stands of each of them, in their order; they must differ. */
    async standing(customerIds: readonly string[]): Promise<StandingItem[]> {
      const items = await table.getMany(customerIds.map((customerId) => ({ customerId })));
      const found = new Map(items.map((item) => [item.customerId, item]));
      return customerIds.map((customerId) => {
        const item = found.get(customerId);
        if (item === undefined) return { customerId, item: null, runSeq: null };
        const { runSeq, ...stored } = item;
        return { customerId, item: StoredItemSchema.parse(stored), runSeq: z.int().parse(runSeq) };
      });
    },
  };
}
