import { z } from 'zod';
import { GENERATION_SID, GenerationSchema } from '../contract/mails.ts';
import { RUNS_PK } from '../contract/runs.ts';
import type { Memory } from '../domain/mail/memory.ts';
import type { Table } from './table.ts';

const KEY = { pk: RUNS_PK.keys, sk: 'FINGERPRINT' };
const NotedSchema = z.object({
  fingerprint: z.string(),
  /** Name of the ledger's table, once it was begun. */
  ledger: z.string().optional(),
  /** What DynamoDB itself tells this table apart by from one of the same name that was there before. */
  tableId: z.string().optional(),
  /** Passes that the ledger is known to hold at least. */
  passes: z.int().default(0),
});
type Noted = z.infer<typeof NotedSchema>;

/**
 * Are these the keys and the ledger that this installation has always had? Both tables say so; the first that ask write
 * it down. A ledger that was emptied, or restored beside or in place of the first one, remembers nobody to whom was
 * written since.
 */
export async function memoryOf(runs: Table, ledger: Table, fingerprint: string): Promise<Memory> {
  // The note is read before the mark: the mark is raised first, so that of the two it can only seem the newer one.
  const noted = NotedSchema.optional().parse(await runs.get(KEY));
  if (noted && noted.fingerprint !== fingerprint) return 'otherKeys';
  if (noted?.ledger === undefined) return begin(runs, ledger, fingerprint);
  return (await isOurs(ledger, noted)) ? 'whole' : 'otherLedger';
}

async function isOurs(
  ledger: Table,
  { fingerprint, ledger: name, tableId, passes }: Noted,
): Promise<boolean> {
  const mark = await markIn(ledger);
  if (name !== ledger.name || mark?.fingerprint !== fingerprint || mark.passes < passes) return false;
  return tableId === undefined || tableId === (await ledger.identity());
}

/** The ledger's mark comes first: killed before the second write, the next call finds the mark and goes on. */
async function begin(runs: Table, ledger: Table, fingerprint: string): Promise<Memory> {
  await ledger.put({ sid: GENERATION_SID, fingerprint, passes: 0 }, { text: 'attribute_not_exists(sid)' });
  if ((await markIn(ledger))?.fingerprint !== fingerprint) return 'otherKeys';
  const notBegun = {
    text: 'attribute_not_exists(pk) OR (#f = :f AND attribute_not_exists(#l))',
    names: { f: 'fingerprint', l: 'ledger' },
    values: { f: fingerprint },
  };
  const begun = await runs.put({ ...KEY, fingerprint, ledger: ledger.name, passes: 0 }, notBegun);
  return begun ? 'whole' : memoryOf(runs, ledger, fingerprint);
}

/**
 * Counts the begin or the end of a pass, in the ledger first and then in the note of it: a ledger that is set back to any
 * moment before this one lies behind its note for ever.
 */
export async function notePass(runs: Table, ledger: Table): Promise<Memory> {
  const mark = await ledger.update(
    { sid: GENERATION_SID },
    { text: 'ADD passes :one', values: { one: 1 } },
    { text: 'attribute_exists(fingerprint)' },
  );
  if (mark === undefined) return 'otherLedger';
  const { passes } = GenerationSchema.parse(mark);
  await runs.update(
    KEY,
    {
      text: 'SET passes = :passes, tableId = if_not_exists(tableId, :id)',
      values: { passes, id: await ledger.identity() },
    },
    { text: 'attribute_not_exists(passes) OR passes < :passes' },
  );
  return 'whole';
}

async function markIn(ledger: Table): Promise<z.infer<typeof GenerationSchema> | undefined> {
  return GenerationSchema.optional().parse(await ledger.get({ sid: GENERATION_SID }));
}
