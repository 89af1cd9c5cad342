import { z } from 'zod';
import type { Published } from '../domain/held.ts';
import type { Table } from './table.ts';

/** The customers table, which other systems read. */
export function openCustomers(table: Table) {
  return {
    /** Writes a whole item unless a newer run has; answers the runSeq that stands there afterwards. */
    async publish(item: Published, runSeq: number): Promise<number> {
      const older = {
        text: 'attribute_not_exists(#s) OR #s < :s',
        names: { s: 'runSeq' },
        values: { s: runSeq },
      };
      if (await table.put({ ...item, runSeq }, older)) return runSeq;
      const standing = await table.get({ customerId: item.customerId });
      return z.object({ runSeq: z.int() }).parse(standing).runSeq;
    },
  };
}
