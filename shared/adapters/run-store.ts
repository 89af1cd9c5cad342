import { z } from 'zod';
import { type Intake, IntakeSchema } from '../contract/intake.ts';
import {
  type Lock,
  LockSchema,
  type Pending,
  PendingSchema,
  type Wish,
  WishSchema,
} from '../contract/lock.ts';
import {
  type Caution,
  CautionSchema,
  type Progress,
  ProgressSchema,
  RUNS_PK,
  type Run,
  RunSchema,
  type RunState,
  type Snapshot,
  SnapshotSchema,
} from '../contract/runs.ts';
import { STATE_VERSION } from '../domain/version.ts';
import { openOverrides } from './overrides.ts';
import { decisionsOf } from './plan-decisions.ts';
import type { Item, Table } from './table.ts';

const one = (pk: string): Item => ({ pk, sk: pk });
const stripped = ({ pk: _pk, sk: _sk, ...rest }: Item): Item => rest;

export type RunStore = ReturnType<typeof openRuns>;

/** The runs table in its own words. Every change is one conditional write; `false` or `undefined` = it did not hold. */
export function openRuns(table: Table) {
  return {
    ...lockOf(table),
    ...pendingOf(table),
    ...snapshotOf(table),
    ...cautionOf(table),
    ...runsOf(table),
    ...decisionsOf(table),
    ...uploadsOf(table),
    overrides: openOverrides(table).overrides,
  };
}

function lockOf(table: Table) {
  const key = one(RUNS_PK.lock);
  return {
    async lock(): Promise<Lock | undefined> {
      const item = await table.get(key);
      return item ? LockSchema.parse(stripped(item)) : undefined;
    },
    /** Takes a free lock, or the lock of `ended`, an execution known to have ended. */
    takeLock(holder: string, ended?: string): Promise<boolean> {
      const free = { text: 'attribute_not_exists(pk)' };
      const taken = { text: '#h = :ended', names: { h: 'holder' }, values: { ended } };
      return table.put({ ...key, holder }, ended === undefined ? free : taken);
    },
    async noteInLock(lock: Lock): Promise<void> {
      const mine = { text: '#h = :h', names: { h: 'holder' }, values: { h: lock.holder } };
      if (!(await table.put({ ...key, ...lock }, mine))) throw new Error('the run lock was lost');
    },
    freeLock(holder: string): Promise<boolean> {
      return table.remove(key, { text: '#h = :h', names: { h: 'holder' }, values: { h: holder } });
    },
  };
}

function pendingOf(table: Table) {
  const key = one(RUNS_PK.pending);
  const wishKey = (id: string): Item => ({ pk: RUNS_PK.wish, sk: id });
  return {
    async pending(): Promise<Pending> {
      return PendingSchema.parse(stripped((await table.get(key)) ?? {}));
    },
    async markPending(): Promise<void> {
      await table.update(key, { text: 'ADD #m :one', names: { m: 'marked' }, values: { one: 1 } });
    },
    /** Clears all marks up to `marked`; one made since stays. */
    async clearPending(marked: number): Promise<void> {
      const older = {
        text: 'attribute_not_exists(#c) OR #c < :n',
        names: { c: 'claimed' },
        values: { n: marked },
      };
      await table.update(key, { text: 'SET #c = :n', names: { c: 'claimed' }, values: { n: marked } }, older);
    },
    async addWish(wish: Wish): Promise<void> {
      await table.put({ ...wishKey(wish.id), ...wish });
    },
    async dropWish(id: string): Promise<void> {
      await table.remove(wishKey(id));
    },
    async wishes(): Promise<Wish[]> {
      return (await table.query(RUNS_PK.wish)).map((item) => WishSchema.parse(stripped(item)));
    },
    async nextRunSeq(): Promise<number> {
      const add = { text: 'ADD #v :one', names: { v: 'value' }, values: { one: 1 } };
      return z.int().parse((await table.update(one(RUNS_PK.sequence), add))?.value);
    },
  };
}

function snapshotOf(table: Table) {
  const key = one(RUNS_PK.snapshot);
  return {
    async snapshot(): Promise<Snapshot | null> {
      const item = await table.get(key);
      return item && item.nowhere !== true ? SnapshotSchema.parse(stripped(item)) : null;
    },
    /** The runSeq that last moved the pointer, also to nowhere; 0 = none ever did. */
    async snapshotSeq(): Promise<number> {
      return z.int().parse((await table.get(key))?.runSeq ?? 0);
    },
    /** Points nowhere, as before the first commit; the number stays, so that plans of before are found out. */
    clearSnapshot(runSeq: number, baseSeq: number): Promise<boolean> {
      const mine = { text: '#s = :b', names: { s: 'runSeq' }, values: { b: baseSeq } };
      return table.put({ ...key, runSeq, nowhere: true, version: STATE_VERSION }, mine);
    },
    /** Points to `next` if the pointer still stands at `baseSeq` (0 = nowhere). */
    flipSnapshot(next: Snapshot, baseSeq: number): Promise<boolean> {
      const first = {
        text: 'attribute_not_exists(pk) OR #n = :yes',
        names: { n: 'nowhere' },
        values: { yes: true },
      };
      const moved = { text: '#s = :b', names: { s: 'runSeq' }, values: { b: baseSeq } };
      const item = { ...key, ...next, version: STATE_VERSION };
      return table.put(item, baseSeq === 0 ? first : moved);
    },
  };
}

function cautionOf(table: Table) {
  const key = one(RUNS_PK.caution);
  return {
    /** While it stands every run awaits approval. */
    async caution(): Promise<Caution | undefined> {
      const item = await table.get(key);
      return item && CautionSchema.parse(stripped(item));
    },
    async setCaution(caution: Caution): Promise<void> {
      await table.put({ ...key, ...caution });
    },
    async clearCaution(): Promise<void> {
      await table.remove(key);
    },
  };
}

function runsOf(table: Table) {
  const at = (runId: string): Item => ({ pk: RUNS_PK.run, sk: runId });
  return {
    async run(runId: string): Promise<Run | undefined> {
      const item = await table.get(at(runId));
      return item ? RunSchema.parse(stripped(item)) : undefined;
    },
    async runs(): Promise<Run[]> {
      const runs = (await table.query(RUNS_PK.run)).map((item) => RunSchema.parse(stripped(item)));
      return runs.sort((a, b) => a.runSeq - b.runSeq);
    },
    createRun(run: Run): Promise<boolean> {
      const item = { ...at(run.runId), ...run, version: STATE_VERSION };
      return table.put(item, { text: 'attribute_not_exists(pk)' });
    },
    /** Moves a run on from one of `from`; the note is written with it. */
    async moveRun(
      runId: string,
      from: readonly RunState[],
      to: RunState,
      note: { parts?: number; reason?: string; contentDigest?: string; expiresAt?: string } = {},
    ): Promise<boolean> {
      const set = { state: to, ...note };
      const names = Object.fromEntries(Object.keys(set).map((name) => [name, name]));
      const text = `SET ${Object.keys(set)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}`;
      const states = Object.fromEntries(from.map((state, i) => [`from${i}`, state]));
      const allowed = `#state IN (${from.map((_, i) => `:from${i}`).join(', ')})`;
      const after = await table.update(
        at(runId),
        { text, names, values: { ...set, ...states } },
        { text: allowed },
      );
      return after !== undefined;
    },
    async intakes(): Promise<Intake[]> {
      return (await table.query(RUNS_PK.intake)).map((item) => IntakeSchema.parse(stripped(item)));
    },
  };
}

function uploadsOf(table: Table) {
  return {
    /** Takes a committed upload out of what counts; `false` = it is not committed. */
    async withdraw(intakeId: string, withdrawn: NonNullable<Intake['withdrawn']>): Promise<boolean> {
      const after = await table.update(
        { pk: RUNS_PK.intake, sk: intakeId },
        {
          text: 'SET #status = :withdrawn, #how = :how',
          names: { status: 'status', how: 'withdrawn' },
          values: { withdrawn: 'withdrawn', how: withdrawn },
        },
        { text: '#status = :committed', values: { committed: 'committed' } },
      );
      return after !== undefined;
    },
    /** Large files that are being read. */
    async progress(): Promise<Progress[]> {
      return (await table.query(RUNS_PK.progress)).map((item) => ProgressSchema.parse(stripped(item)));
    },
  };
}
