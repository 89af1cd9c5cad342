import type { Table } from '../../shared/adapters/table.ts';
import { openModel, tableModel } from './dynamo/table.ts';

/** A table with keys `pk` and `sk` in memory; `stop` makes a write fail as if the process had died before it. */
export function memoryTable(name: string, stop: (write: string) => void = () => undefined): Table {
  const table = openModel(tableModel(name, ['pk', 'sk']));
  return {
    ...table,
    async put(item, condition) {
      stop(`${name}:${item.pk}`);
      return table.put(item, condition);
    },
    async update(key, change, condition) {
      stop(`${name}:${key.pk}`);
      return table.update(key, change, condition);
    },
  };
}
