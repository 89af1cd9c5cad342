import type { Swept } from '../contract/erasure.ts';
import { RUNS_PK } from '../contract/runs.ts';
import { customerIdsOf, type Person } from '../domain/erasure/person.ts';
import type { Item, Table } from './table.ts';

type Names = Pick<Person, 'ids' | 'emails' | 'phones'>;

/** The items of tables that are about one person by his name: what is published of him, and what was said of him by hand. */
export function itemsOf(runs: Table, customers: Table) {
  const places = (person: Names): { table: Table; key: Item }[] =>
    customerIdsOf(person).flatMap((customerId) => [
      { table: customers, key: { customerId } },
      { table: runs, key: { pk: RUNS_PK.override, sk: customerId } },
    ]);
  return {
    async find(person: Names): Promise<Item[]> {
      const found = await Promise.all(places(person).map(({ table, key }) => table.get(key)));
      return found.filter((item) => item !== undefined);
    },
    async remove(person: Names, before: () => Promise<void>): Promise<Swept> {
      const swept = { searched: 0, rewritten: 0, versions: 0, items: 0 };
      for (const { table, key } of places(person)) {
        swept.searched += 1;
        if (!(await table.get(key))) continue;
        await before();
        await table.remove(key);
        swept.items += 1;
      }
      return swept;
    },
  };
}
