import { PackSchema, type StoredPack } from '../contract/packs.ts';
import { RUNS_PK } from '../contract/runs.ts';
import type { Table } from './table.ts';

/** Which exports' rows lie together in the lake, as the runs table keeps it. */
export const openPacks = (runs: Pick<Table, 'query' | 'put'>) => ({
  packs: async (): Promise<StoredPack[]> =>
    (await runs.query(RUNS_PK.pack)).map((item) => PackSchema.parse(item)),
  /** From here on the pack is what runs read; `false` where another one has its place. */
  notePack: (pack: StoredPack): Promise<boolean> =>
    runs.put(
      { pk: RUNS_PK.pack, sk: String(pack.seq).padStart(6, '0'), ...pack },
      { text: 'attribute_not_exists(pk)' },
    ),
});
