import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../contract/environment.ts';
import { openBucket } from './bucket.ts';
import { areTheKeys } from './fingerprint.ts';
import { readKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { openMailboxes } from './mailboxes.ts';
import { checkHeaders, composeMime } from './mime.ts';
import { openOutbox } from './outbox.ts';
import { openRuns } from './run-store.ts';
import { openSes } from './ses.ts';
import { openTable } from './table.ts';
import { openTemplates } from './templates.ts';
import { readWithdrawals } from './withdrawals.ts';

type Names = Pick<
  Environment,
  'LAKE_BUCKET' | 'RUNS_TABLE' | 'LEDGER_TABLE' | 'MAILBOXES_TABLE' | 'KEYS_SECRET' | 'DUCKDB_MEMORY_MB'
>;

/** Everything that sending needs of the outside, opened for one call. */
export async function openMailRoom(names: Names, readTemplate: (file: string) => string) {
  const keys = await readKeys(names.KEYS_SECRET);
  const lake = openBucket(names.LAKE_BUCKET);
  const runs = openTable(names.RUNS_TABLE);
  return {
    keys,
    keysAreTheSame: () => areTheKeys(runs, keys.fingerprint),
    outbox: openOutbox(lake),
    withdrawals: async (newestUpload: string) =>
      readWithdrawals(lake, await openRuns(runs).intakes(), newestUpload, names.DUCKDB_MEMORY_MB),
    ledger: openLedger(openTable(names.LEDGER_TABLE)),
    mailboxes: openMailboxes(openTable(names.MAILBOXES_TABLE)),
    ses: openSes(),
    render: openTemplates(readTemplate),
    checkHeaders,
    mime: composeMime,
    now: Date.now,
    newId: randomUUID,
    sleep: (ms: number) => sleep(ms),
  };
}
