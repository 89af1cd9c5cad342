import { type StoredOverride, StoredOverrideSchema } from '../contract/overrides.ts';
import { RUNS_PK } from '../contract/runs.ts';
import { STATE_VERSION } from '../domain/version.ts';
import type { Table } from './table.ts';

/** Manual tiers in the runs table: of each customer what the latest upload said. */
export function openOverrides(runs: Pick<Table, 'put' | 'query'>) {
  return {
    /** `false` when a later upload has said something of this customer already. */
    keep(said: StoredOverride): Promise<boolean> {
      const newest = {
        text: 'attribute_not_exists(pk) OR #o <= :o',
        names: { o: 'order' },
        values: { o: said.order },
      };
      const item = { pk: RUNS_PK.override, sk: said.customerId, ...said, version: STATE_VERSION };
      return runs.put(item, newest);
    },
    async overrides(): Promise<StoredOverride[]> {
      return (await runs.query(RUNS_PK.override)).map((item) => StoredOverrideSchema.parse(item));
    },
  };
}
