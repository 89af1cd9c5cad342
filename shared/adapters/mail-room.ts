import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inventory } from '../contract/artifacts.ts';
import type { Environment } from '../contract/environment.ts';
import { newestReadings } from '../domain/inventory.ts';
import { unseen } from '../domain/mail/withdrawal.ts';
import { openBucket } from './bucket.ts';
import { memoryOf } from './fingerprint.ts';
import { readKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { openMailboxes } from './mailboxes.ts';
import { checkHeaders, composeMime } from './mime.ts';
import { openOutbox } from './outbox.ts';
import { openRuns } from './run-store.ts';
import { openSes } from './ses.ts';
import { openTable } from './table.ts';
import { openTemplates } from './templates.ts';
import { type Reading, readWithdrawals } from './withdrawals.ts';

type Names = Pick<
  Environment,
  'LAKE_BUCKET' | 'RUNS_TABLE' | 'LEDGER_TABLE' | 'MAILBOXES_TABLE' | 'KEYS_SECRET' | 'DUCKDB_MEMORY_MB'
>;

/** Everything that sending needs of the outside, opened for one call. */
export async function openMailRoom(names: Names, readTemplate: (file: string) => string) {
  const keys = await readKeys(names.KEYS_SECRET);
  const lake = openBucket(names.LAKE_BUCKET);
  const [runs, ledger] = [openTable(names.RUNS_TABLE), openTable(names.LEDGER_TABLE)];
  return {
    keys,
    memory: () => memoryOf(runs, ledger, keys.fingerprint),
    outbox: openOutbox(lake),
    withdrawals: async (seen: Inventory['intakes'], reading: Reading) =>
      readWithdrawals(
        lake,
        unseen(newestReadings(await openRuns(runs).intakes()), seen),
        reading,
        names.DUCKDB_MEMORY_MB,
      ),
    ledger: openLedger(ledger),
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
