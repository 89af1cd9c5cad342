import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inventory } from '../contract/artifacts.ts';
import type { Environment } from '../contract/environment.ts';
import { lakeNames } from '../contract/keys.ts';
import { newestReadings } from '../domain/inventory.ts';
import { unseen } from '../domain/mail/withdrawal.ts';
import { type Placed, placesIn } from '../domain/packs/places.ts';
import { openBucket } from './bucket.ts';
import { openBudgets } from './budgets.ts';
import { openCampaigns } from './campaign-store.ts';
import { openChunkClaims } from './chunk-claims.ts';
import { memoryOf, notePass } from './fingerprint.ts';
import { readKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { openMailboxes } from './mailboxes.ts';
import { composeMime } from './mime.ts';
import { openOffers } from './offers.ts';
import { openOutbox } from './outbox.ts';
import { openPacks } from './pack-store.ts';
import { readPurchases } from './purchases.ts';
import { openRuns } from './run-store.ts';
import { openSenders } from './senders.ts';
import { openSes } from './ses.ts';
import { openSesAccount } from './ses-account.ts';
import { openTable } from './table.ts';
import { type Reading, readWithdrawals } from './withdrawals.ts';

type Names = Pick<
  Environment,
  | 'LAKE_BUCKET'
  | 'RUNS_TABLE'
  | 'LEDGER_TABLE'
  | 'MAILBOXES_TABLE'
  | 'KEYS_SECRET'
  | 'DUCKDB_MEMORY_MB'
  | 'SENDER'
  | 'CONFIGURATION_SET'
  | 'UNSUBSCRIBE_URL'
  | 'REDIRECT_TO'
  | 'SENDING_LEASE_SECONDS'
>;

/** Everything that sending needs of the outside, opened for one call. */
export async function openMailRoom(names: Names) {
  const keys = await readKeys(names.KEYS_SECRET);
  const lake = openBucket(names.LAKE_BUCKET);
  const [runs, ledger] = [openTable(names.RUNS_TABLE), openTable(names.LEDGER_TABLE)];
  const memoryMb = names.DUCKDB_MEMORY_MB;
  return {
    ...storesOf(runs, ledger),
    keys,
    memory: () => memoryOf(runs, ledger, keys.fingerprint),
    outbox: openOutbox(lake),
    async withdrawals(seen: Inventory['intakes'], reading: Omit<Reading, 'known'>) {
      const { since, known } = await exportsAround(runs, seen);
      return readWithdrawals(lake, since, { ...reading, known }, memoryMb);
    },
    async purchases(seen: Inventory['intakes'], reading: Omit<Reading, 'known'>) {
      const { since } = await exportsAround(runs, seen);
      return readPurchases(lake, since, reading, memoryMb);
    },
    mailboxes: openMailboxes(openTable(names.MAILBOXES_TABLE)),
    offers: openOffers(runs, lake),
    account: () => openSesAccount().readiness(names.SENDER, names.CONFIGURATION_SET),
    ses: openSes(),
    mime: composeMime,
    ...{ now: Date.now, elapsed: () => performance.now(), newId: randomUUID },
    sleep: (ms: number) => sleep(ms),
    settings: settingsOf(names),
  };
}

/** What the run saw and what came since, where it lies at present: mails may go out long after the run looked. */
async function exportsAround(runs: ReturnType<typeof openTable>, seen: Inventory['intakes']) {
  const placeOf = placesIn(await openPacks(runs).packs(), lakeNames);
  const since = unseen(newestReadings(await openRuns(runs).intakes()), seen);
  const placed = <T extends Placed>(readings: readonly T[]) =>
    readings.map((reading) => ({ ...reading, lakeKey: placeOf(reading) }));
  return { since: placed(since), known: placed(seen) };
}

const settingsOf = (names: Names) => ({
  sender: names.SENDER,
  configurationSet: names.CONFIGURATION_SET,
  unsubscribeUrl: names.UNSUBSCRIBE_URL,
  redirectTo: names.REDIRECT_TO,
  leaseMs: names.SENDING_LEASE_SECONDS * 1000,
});

/** What of the protocol lies in the two tables alone. */
function storesOf(runs: ReturnType<typeof openTable>, ledger: ReturnType<typeof openTable>) {
  return {
    ledger: openLedger(ledger),
    claims: openChunkClaims(ledger),
    campaigns: openCampaigns(runs),
    budgets: openBudgets(runs),
    senders: openSenders(runs),
    notePass: () => notePass(runs, ledger),
  };
}
