import { z } from 'zod';
import { RUNS_PK } from '../contract/runs.ts';
import type { Table } from './table.ts';

/** Are these the keys that this installation has always had? The first that ask are written down. */
export async function areTheKeys(runs: Table, fingerprint: string): Promise<boolean> {
  const key = { pk: RUNS_PK.keys, sk: 'FINGERPRINT' };
  if (await runs.put({ ...key, fingerprint }, { text: 'attribute_not_exists(pk)' })) return true;
  return z.object({ fingerprint: z.string() }).parse(await runs.get(key)).fingerprint === fingerprint;
}
