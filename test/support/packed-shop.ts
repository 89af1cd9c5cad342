import { randomUUID } from 'node:crypto';
import { compact } from '../../lambdas/compact/step.ts';
import { inventory } from '../../lambdas/inventory/step.ts';
import { digest, packWriter } from '../../shared/adapters/compact-room.ts';
import { openFrozen } from '../../shared/adapters/frozen.ts';
import { openVersions } from '../../shared/adapters/object-versions.ts';
import { openPacks } from '../../shared/adapters/pack-store.ts';
import { policyHash } from '../../shared/adapters/policy-file.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import type { ObjectVersion } from '../../shared/adapters/upload-versions.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import { created, wired } from './intake-shop.ts';
import { type Stores, startStores } from './local-stores.ts';
import { policyWith } from './measured.ts';
import { measured } from './parted-run.ts';

const POLICY = policyWith({ identity: ['customer_id', 'email'] });

const RUN: Omit<Run, 'runId' | 'runSeq' | 'state'> = {
  ...{ mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', executionArn: 'arn', baseSeq: 0, parts: 0 },
};

/** A shop on local servers whose lake is gathered; intake, inventory and measure are as they are. */
export async function packedShop(before?: { dir: string; newest: ReadonlyMap<string, ObjectVersion> }) {
  const stores = await startStores(before?.dir);
  const newest = new Map<string, ObjectVersion>(before?.newest);
  const take = wired(stores, async (key) => newest.get(key), POLICY);
  const [runs, packs] = [openRuns(stores.runs), openPacks(stores.runs)];
  let uploads = newest.size;

  async function put(key: string, text: string): Promise<Intake> {
    uploads += 1;
    const at = new Date(Date.UTC(2026, 9, 1, 0, 0, uploads)).toISOString();
    await stores.uploads.put(key, text);
    const { versionId = '' } = (await stores.uploads.head(key)) ?? {};
    newest.set(key, { versionId, at });
    const { intakeId } = await take(created(key, versionId, at));
    const made = (await runs.intakes()).find((one) => one.intakeId === intakeId);
    if (made === undefined) throw new Error(`${key} was not taken in`);
    return made;
  }

  /** Freezes an inventory; without packs every export is read from the object of its own. */
  async function listed(withPacks = true): Promise<string> {
    const runId = randomUUID();
    const run: Run = { version: 1, ...RUN, runId, runSeq: 1, state: 'GRADING' };
    await inventory({
      ...openFrozen(stores.lake),
      ...{ policyHash, intakes: runs.intakes, packs: withPacks ? packs.packs : async () => [] },
      ...{ policy: async () => POLICY, keptPolicy: async () => POLICY, overrides: async () => [] },
      ...{
        run: async () => run,
        runs: async () => [],
        snapshot: async () => null,
        templates: async () => ({}),
      },
      athenaFromRows: 1_000_000,
    })({ runId });
    return runId;
  }

  /** The very bytes that measure writes. */
  async function measuredBy(runId: string): Promise<Buffer> {
    await measured(stores.lake, runId, { customersPerPart: 1000, limits: { threads: 1 } });
    return stores.lake.must(runKeys.features(runId, 0));
  }

  return {
    ...{ stores, newest, put, listed, measuredBy, ...packs, intakes: runs.intakes },
    withdraw: ({ intakeId }: Intake) => runs.withdraw(intakeId, { at: '2026-10-02T00:00:00Z', by: 'w' }),
    features: async (withPacks = true) => measuredBy(await listed(withPacks)),
    rows: () => stores.lake.list('lake/'),
    compacting: (over: Compacting = {}) => compacting(stores, over),
    createRun: (runSeq: number, state: RunState) =>
      runs.createRun({ version: 1, ...RUN, runId: `r${runSeq}`, runSeq, state }),
    endRun: (runSeq: number) => runs.moveRun(`r${runSeq}`, ['GRADING'], 'FAILED'),
  };
}

interface Compacting {
  at?: string;
  /** Dies at the write of this number, before or after it; 1 = the first. */
  dies?: { write: number; when: 'before' | 'after' };
}

export class Killed extends Error {}

/** Gathers until nothing is left to do; tells what each call said. */
function compacting(stores: Stores, { at = '2026-11-01T00:00:00Z', dies }: Compacting) {
  let writes = 0;
  const mortal = async <T>(write: () => Promise<T>): Promise<T> => {
    writes += 1;
    if (writes === dies?.write && dies.when === 'before') throw new Killed();
    const done = await write();
    if (writes === dies?.write) throw new Killed();
    return done;
  };
  const { lake, objects, runs } = stores;
  const upload = (path: string, key: string) => mortal(() => lake.upload(path, key));
  const { packs, notePack } = openPacks(runs);
  const { intakes, runs: all } = openRuns(runs);
  const step = compact({
    ...{ intakes, packs, runs: all, takeLock: async () => true, digest, now: () => new Date(at) },
    write: packWriter({ download: lake.download, upload }, 300),
    notePack: (pack) => mortal(() => notePack(pack)),
    files: () => lake.list('lake/'),
    remove: (key) => mortal(() => openVersions('lake', objects).removeAll(key)),
    at: () => undefined,
  });
  return async (): Promise<string[]> => {
    const said = [(await step({ act: 'begin', executionArn: 'a' })).status as string];
    while (said.at(-1) === 'HELD' || said.at(-1) === 'MORE')
      said.push((await step({ act: 'gather', executionArn: 'a' })).status);
    return said;
  };
}
