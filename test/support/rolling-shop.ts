import { readFileSync } from 'node:fs';
import { apply } from '../../lambdas/apply/step.ts';
import { mustRollBack } from '../../lambdas/claim/roll-back.ts';
import { commit } from '../../lambdas/commit/step.ts';
import { undo } from '../../lambdas/undo/step.ts';
import { openBeforeImages } from '../../shared/adapters/before-images.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openCustomers } from '../../shared/adapters/customers.ts';
import { putJson, putLines } from '../../shared/adapters/lines.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { tablePace } from '../../shared/adapters/table-pace.ts';
import { openUndoRoom, undoneIn } from '../../shared/adapters/undo-room.ts';
import { type Inventory, InventorySchema, ReviewSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import { type Run, RunSchema } from '../../shared/contract/runs.ts';
import { type Published, PublishedSchema } from '../../shared/domain/held.ts';
import { uncommittedRuns } from '../../shared/domain/inventory.ts';
import { nobody } from '../../shared/domain/publish.ts';
import { openModel, tableModel } from './dynamo/table.ts';
import { memoryBucket } from './memory-bucket.ts';

const policy = parsePolicy(
  readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const AS_OF = '2026-09-30';
const PERIOD = '2026-Q3';
/** Small, so that a few customers make several. */
const PER_PART = 3;

/** What a run wants of each customer: his tier; null = he left; undefined = nobody knows him. */
export type Wanted = Record<string, string | null | undefined>;

class Killed extends Error {}

export const itemOf = (customerId: string, tier: string | null, runId: string): Published =>
  PublishedSchema.parse({
    ...{ customerId, tier, since: AS_OF, scores: {}, firstOrderDate: null, lastOrderDate: null },
    ...{ orders: 1, spent: 100, currency: 'CNY', receipt: runId },
    history: [{ on: AS_OF, from: null, to: tier, change: 'joined', cause: '' }],
  });

/**
 * The steps that write and put back customers, on stores in memory. `killAfter` lets the process die after so many items of
 * the customers table.
 */
export function rollingShop() {
  const lake = memoryBucket('lake');
  const table = openModel(tableModel('runs', ['pk', 'sk']));
  const customersTable = openModel(tableModel('customers', ['customerId']));
  const [runs, customers] = [openRuns(table), openCustomers(customersTable)];
  const room = openUndoRoom({ lake, runs: table, customers: customersTable });
  const folder = openRunFolder(lake);

  async function begin(): Promise<Run> {
    const runSeq = await runs.nextRunSeq();
    const run = RunSchema.parse({
      ...{ runId: `r${runSeq}`, runSeq, mode: 'periodic', asOf: AS_OF, period: PERIOD, executionArn: 'e' },
      ...{ state: 'GRADING', baseSeq: await runs.snapshotSeq() },
    });
    await runs.createRun(run);
    return run;
  }

  /** Rule 5: also everyone whom an uncommitted run may have written. */
  async function touched(run: Run, base: Inventory['base']): Promise<Set<string>> {
    const ids = new Set<string>();
    for (const { runId, parts } of uncommittedRuns(await runs.runs(), base?.runSeq ?? 0, run.runSeq))
      for (let part = 0; part < parts; part += 1)
        for (const { customerId } of await folder.changes(runId, part)) ids.add(customerId);
    return ids;
  }

  async function plan(run: Run, held: ReadonlyMap<string, Published>, wanted: Wanted): Promise<number> {
    const base = await runs.snapshot();
    const { runId, runSeq } = run;
    const about = { runId, runSeq, mode: 'periodic', asOf: AS_OF, period: PERIOD, engine: 'duckdb' };
    const rest = { policyHash: 'p', currency: 'CNY', intakes: [], base, uncommitted: [] };
    await putJson(lake, runKeys.inventory(runId), InventorySchema.parse({ ...about, ...rest }));
    await putJson(lake, runKeys.policy(runId), policy);
    const ids = [...new Set([...Object.keys(wanted), ...(await touched(run, base))])].sort();
    const changes = ids.map((id) => changeOf(id, wanted, held, runId));
    const parts = Math.max(1, Math.ceil(changes.length / PER_PART));
    for (let part = 0; part < parts; part += 1)
      await putLines(
        lake,
        runKeys.changes(runId, part),
        changes.slice(part * PER_PART, (part + 1) * PER_PART),
      );
    await putJson(lake, runKeys.review(runId), reviewOf(runId, parts, changes.length));
    await runs.moveRun(runId, ['GRADING'], 'APPLYING', { parts });
    return parts;
  }

  /** Throws Killed after so many items. */
  async function write(runId: string, parts: number, killAfter: number): Promise<void> {
    let left = killAfter;
    const publish = async (item: Published, runSeq: number) => {
      if (left-- <= 0) throw new Killed();
      return customers.publish(item, runSeq);
    };
    const step = apply({
      ...folder,
      ...openBeforeImages(lake),
      ...customers,
      publish,
      paced: tablePace(4, () => 900_000),
    });
    for (let part = 0; part < parts; part += 1) await step({ runId, part });
  }

  const close = (runId: string, parts: number) =>
    commit({ ...folder, ...runs, undone: undoneIn(lake), now: () => '2026-10-01T00:00:00.000Z' })({
      runId,
      parts,
    });

  /** Writes, and dies after so many items, if it does; then the run has failed. */
  async function written(runId: string, parts: number, killAfter: number): Promise<boolean> {
    try {
      await write(runId, parts, killAfter);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      await runs.moveRun(runId, ['APPLYING'], 'FAILED');
      return false;
    }
    await close(runId, parts);
    return true;
  }

  return {
    ...{ lake, runs, room, customers, written, write, close },
    /** One run; answers whether it was committed. */
    async grade(held: ReadonlyMap<string, Published>, wanted: Wanted, killAfter = Number.MAX_VALUE) {
      const run = await begin();
      const parts = await plan(run, held, wanted);
      return { run, committed: await written(run.runId, parts, killAfter) };
    },
    /** Claims and prepares the roll-back of a run, or dies at a point of that; undefined where it is refused. */
    async prepare(runId: string, diesAt?: string) {
      const { hasWayBack } = openBeforeImages(lake);
      const asked = { executionArn: 'e', input: { rollBack: runId } };
      const back = await mustRollBack({ runs, hasWayBack }, asked);
      if (!back) return undefined;
      await runs.createRun(back.run);
      const at = (point: string) => {
        if (point === diesAt) throw new Killed();
      };
      try {
        const prepared = await undo({ ...room, at })({ runId: back.run.runId });
        await runs.moveRun(back.run.runId, ['APPROVED'], 'APPLYING');
        return prepared;
      } catch (error) {
        if (error instanceof Killed) return { runId: back.run.runId, parts: 0 };
        throw error;
      }
    },
    stoppedSince: openCampaigns(table).stoppedSince,
    /** What other systems can read; who has nothing is not in it, whether by an item that says so or by none. */
    async published(ids: readonly string[]): Promise<Map<string, Published>> {
      const standing = await customers.standing(ids);
      const items = standing
        .flatMap(({ item }) => (item ? [PublishedSchema.parse(item)] : []))
        .filter((item) => !isNothing(item));
      return new Map(items.map((item) => [item.customerId, item]));
    },
  };
}

const isNothing = ({ tier, history, receipt }: Published): boolean =>
  tier === null && history.length === 0 && receipt === '';

function changeOf(
  customerId: string,
  wanted: Wanted,
  held: ReadonlyMap<string, Published>,
  runId: string,
): PlannedChange {
  const tier = wanted[customerId];
  const kept = held.get(customerId) ?? nobody(customerId, AS_OF, 'CNY');
  const published = tier === undefined ? kept : itemOf(customerId, tier, runId);
  return { customerId, previousTier: null, change: 'same', cause: '', published };
}

function reviewOf(runId: string, parts: number, changes: number) {
  const none = { features: 0, receipts: 0, joined: 0, promoted: 0, demoted: 0, sideways: 0, same: 0 };
  const counts = { ...none, left: 0, held: 0, changes, mails: 0 };
  const rows = { features: 0, customers: 0, left: 0, orderRows: 0, repeated: 0, anonymous: 0, later: 0 };
  const measured = { ...rows, cancelled: 0, unpaid: 0, notCounted: 0, orders: 0 };
  return ReviewSchema.parse({ version: 1, runId, parts, counts, measured });
}
