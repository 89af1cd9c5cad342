import type { Inventory } from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import type { PlannedChange } from '../contract/plan.ts';
import { type Undone, UndoneSchema } from '../contract/roll-back.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { openBeforeImages } from './before-images.ts';
import type { Bucket } from './bucket.ts';
import { openCampaigns } from './campaign-store.ts';
import { openCustomers } from './customers.ts';
import { getJson, putJson, putLines } from './lines.ts';
import { openRunFolder } from './run-folder.ts';
import { openRuns } from './run-store.ts';
import type { Table } from './table.ts';

interface Stores {
  lake: Bucket;
  runs: Table;
  customers: Table;
}

/** Everything that preparing a roll-back reads and writes. */
export function openUndoRoom({ lake, runs, customers }: Stores) {
  const { inventory, policy } = openRunFolder(lake);
  return {
    ...openRuns(runs),
    ...{ inventory, policy, before: openBeforeImages(lake).before },
    stopRun: openCampaigns(runs).stopRun,
    standing: openCustomers(customers).standing,
    ...writesOf(lake),
    now: () => new Date().toISOString(),
  };
}

const writesOf = (lake: Bucket) => ({
  saveInventory: (inventory: Inventory) => putJson(lake, runKeys.inventory(inventory.runId), inventory),
  savePolicy: (runId: string, policy: Policy) => putJson(lake, runKeys.policy(runId), policy),
  saveChanges: (runId: string, part: number, changes: readonly PlannedChange[]) =>
    putLines(lake, runKeys.changes(runId, part), changes),
  saveUndone: (undone: Undone) => putJson(lake, runKeys.undone(undone.runId), undone),
});

/** `undone.json` of a roll-back. */
export const undoneIn =
  (lake: Bucket) =>
  (runId: string): Promise<Undone> =>
    getJson(lake, runKeys.undone(runId), UndoneSchema);
