import type { Table } from '../../shared/adapters/table.ts';

/** A table as the SDK makes it after a lost answer: every update is done, its answer forgotten, and done again. */
export const repeating = (table: Table): Table => ({
  ...table,
  async update(...args: Parameters<Table['update']>) {
    await table.update(...args);
    return table.update(...args);
  },
});
