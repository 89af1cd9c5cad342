import { z } from 'zod';
import { GENERATION_SID, GenerationSchema } from '../contract/mails.ts';
import { RUNS_PK } from '../contract/runs.ts';
import type { Table } from './table.ts';

export type Memory = 'whole' | 'otherKeys' | 'otherLedger';

const KEY = { pk: RUNS_PK.keys, sk: 'FINGERPRINT' };
const NotedSchema = z.object({
  fingerprint: z.string(),
  /** Name of the ledger's table, once it was begun. */
  ledger: z.string().optional(),
});

/**
 * Are these the keys and the ledger that this installation has always had? Both tables say so; the first that ask write
 * it down. A ledger that was emptied, or restored beside the first one, remembers nobody to whom was written since.
 */
export async function memoryOf(runs: Table, ledger: Table, fingerprint: string): Promise<Memory> {
  const noted = NotedSchema.optional().parse(await runs.get(KEY));
  if (noted && noted.fingerprint !== fingerprint) return 'otherKeys';
  if (noted?.ledger === undefined) return begin(runs, ledger, fingerprint);
  const isOurs = noted.ledger === ledger.name && (await markIn(ledger)) === fingerprint;
  return isOurs ? 'whole' : 'otherLedger';
}

/** The ledger's mark comes first: killed before the second write, the next call finds the mark and goes on. */
async function begin(runs: Table, ledger: Table, fingerprint: string): Promise<Memory> {
  await ledger.put({ sid: GENERATION_SID, fingerprint }, { text: 'attribute_not_exists(sid)' });
  if ((await markIn(ledger)) !== fingerprint) return 'otherKeys';
  const notBegun = {
    text: 'attribute_not_exists(pk) OR (#f = :f AND attribute_not_exists(#l))',
    names: { f: 'fingerprint', l: 'ledger' },
    values: { f: fingerprint },
  };
  const begun = await runs.put({ ...KEY, fingerprint, ledger: ledger.name }, notBegun);
  return begun ? 'whole' : memoryOf(runs, ledger, fingerprint);
}

async function markIn(ledger: Table): Promise<string | undefined> {
  return GenerationSchema.optional().parse(await ledger.get({ sid: GENERATION_SID }))?.fingerprint;
}
