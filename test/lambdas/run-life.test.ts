import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { reclaim } from '../../lambdas/reclaim/step.ts';
import { release } from '../../lambdas/release/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { type Intake, IntakeSchema } from '../../shared/contract/intake.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { type Stores, startStores } from '../support/local-stores.ts';
import { NO_NEWS } from '../support/no-news.ts';

const policy = parsePolicy(
  readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);

let stores: Stores;
let runs: RunStore;
const ended = new Set<string>();
const woken: string[] = [];

beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const emptyTable = async () => {
  for (const pk of ['LOCK', 'PENDING', 'WISH', 'SEQUENCE', 'SNAPSHOT', 'RUN', 'INTAKE'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
};

beforeEach(async () => {
  await emptyTable();
  runs = openRuns(stores.runs);
  ended.clear();
  woken.length = 0;
  await commitIntake();
});

const executions = { hasEnded: async (arn: string) => ended.has(arn) };
const claimAs = (executionArn: string, input: Partial<GradeInput> = {}) =>
  claim({
    ...NO_NEWS,
    runs,
    takeLock: lockTaker(runs, executions),
    policy: async () => policy,
    hasWayBack: async () => false,
  })({
    executionArn,
    input: { cause: 'schedule', time: '2026-10-01T00:00:00Z', ...input },
  });
const reclaimAs = (executionArn: string, runId: string) =>
  reclaim({ runs, takeLock: lockTaker(runs, executions) })({ executionArn, runId });
const releaseAs = (executionArn: string, error?: string) =>
  release({ ...NO_NEWS, runs, wake: async (name) => void woken.push(name) })({
    executionArn,
    ...(error ? { error } : {}),
  });

async function commitIntake(to = '2026-09-30'): Promise<void> {
  const intake: Intake = IntakeSchema.parse({
    ...{ intakeId: 'i1', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v1' },
    ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: 'x', contentId: 'i1' },
    counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
    ...{ amounts: {}, from: '2026-09-30', to, problems: [], unmatched: [] },
  });
  await stores.runs.put({ pk: 'INTAKE', sk: 'i1', ...intake });
}

async function runOf(executionArn: string): Promise<Run> {
  const claimed = await claimAs(executionArn);
  const run = claimed.status === 'RUN' ? await runs.run(claimed.runId) : undefined;
  if (!run) throw new Error('no run');
  return run;
}

const snapshotOf = (run: Run) => ({
  ...{ runId: run.runId, runSeq: run.runSeq, asOf: run.asOf, parts: 1, modelRunId: run.runId },
  ...{ servedPeriod: run.period, periodicAsOf: run.asOf },
});

describe('claim', () => {
  it('takes the due period, and answers the same when it is called twice', async () => {
    const first = await claimAs('one');
    expect(first).toEqual({ status: 'RUN', runId: '2026-09-30-periodic-0001' });
    expect(await claimAs('one')).toEqual(first);
    expect(await runs.runs()).toMatchObject([{ state: 'GRADING', baseSeq: 0, period: '2026-Q3', runSeq: 1 }]);
  });

  it('of many at once exactly one gets the lock', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `execution-${i}`);
    const answers = await Promise.all(names.map((name) => claimAs(name)));
    expect(answers.filter(({ status }) => status === 'RUN')).toHaveLength(1);
    expect(await runs.runs()).toHaveLength(1);
  });

  it('finds the lock held and leaves a wish, which release wakes and the next claim takes up', async () => {
    await claimAs('one');
    const wish = { cause: 'request', mode: 'periodic', asOf: '2026-10-01' } as const;
    expect((await claimAs('two', wish)).status).toBe('BUSY');
    expect(woken).toEqual([]);
    await releaseAs('one');
    expect(woken).toHaveLength(1);
    expect(await claimAs('three', { cause: 'wake' })).toMatchObject({
      runId: expect.stringMatching(/^2026-10-01-periodic/),
    });
    expect(await runs.wishes()).toEqual([]);
  });

  it('takes the lock over only from an execution that has ended', async () => {
    await claimAs('one');
    expect((await claimAs('two')).status).toBe('BUSY');
    ended.add('one');
    expect((await claimAs('two')).status).toBe('RUN');
    expect((await runs.lock())?.holder).toBe('two');
  });

  it('clears the mark that it answers and keeps one that was made meanwhile', async () => {
    await runs.markPending();
    await claimAs('one');
    const { marked, claimed } = await runs.pending();
    expect(claimed).toBe(marked);
    await runs.markPending();
    await claimAs('one');
    await releaseAs('one');
    expect(woken).toHaveLength(1);
  });

  it('gives the lock back when there is nothing to do', async () => {
    const run = await runOf('one');
    await runs.flipSnapshot(snapshotOf(run), 0);
    await releaseAs('one');
    expect(await claimAs('two')).toEqual({ status: 'NOTHING', reason: 'NOTHING_PENDING' });
    expect(await runs.lock()).toBeUndefined();
  });

  it('drops a waiting wish that cannot be granted, and goes on with what is due', async () => {
    await runs.addWish({ id: 'w', mode: 'onDemand', asOf: '2026-09-30' });
    expect(await claimAs('one', { cause: 'wake' })).toMatchObject({
      status: 'RUN',
      runId: '2026-09-30-periodic-0001',
    });
    expect(await runs.wishes()).toEqual([]);
  });

  it('keeps every wish that was made meanwhile', async () => {
    await claimAs('one');
    for (const asOf of ['2026-09-30', '2026-10-01'])
      await claimAs(`wish-${asOf}`, { cause: 'request', mode: 'periodic', asOf });
    expect((await runs.wishes()).map(({ asOf }) => asOf)).toEqual(['2026-09-30', '2026-10-01']);
  });

  it('a run as of a past day leaves the mark to newer orders', async () => {
    await commitIntake('2026-10-03');
    await runs.markPending();
    await claimAs('one', { time: '2026-10-04T00:00:00Z' });
    await releaseAs('one');
    expect(woken).toHaveLength(1);
  });

  it('lets a due period wait whose data have not arrived', async () => {
    await stores.runs.remove({ pk: 'INTAKE', sk: 'i1' });
    expect(await claimAs('one')).toEqual({ status: 'WAITING', reason: 'E_NO_EXPORT' });
    expect(await runs.lock()).toBeUndefined();
  });
});

describe('release', () => {
  it('notes why a run failed, frees the lock, and wakes nobody for nothing', async () => {
    const run = await runOf('one');
    expect(await releaseAs('one', 'E_UNBALANCED')).toEqual({ released: true });
    expect(await runs.run(run.runId)).toMatchObject({ state: 'FAILED', reason: 'E_UNBALANCED' });
    expect(woken).toEqual([]);
    const { marked, claimed } = await runs.pending();
    expect(marked).toBeGreaterThan(claimed);
  });

  it('wakes nobody after a failure, or it would fail again at once and for ever', async () => {
    await runs.markPending();
    await lockTaker(runs, executions)('one');
    await releaseAs('one', 'AccessDenied');
    expect(woken).toEqual([]);
    expect(await runs.lock()).toBeUndefined();
  });

  it('a run whose pointer has flipped is committed, whatever failed afterwards', async () => {
    const run = await runOf('one');
    await runs.moveRun(run.runId, ['GRADING'], 'APPLYING');
    await runs.flipSnapshot(snapshotOf(run), 0);
    await releaseAs('one', 'TimeoutError');
    expect((await runs.run(run.runId))?.state).toBe('COMMITTED');
  });

  it('does not free the lock of another', async () => {
    await claimAs('one');
    expect(await releaseAs('two')).toEqual({ released: false });
    expect((await runs.lock())?.holder).toBe('one');
  });
});

describe('reclaim', () => {
  const planned = async (): Promise<Run> => {
    const run = await runOf('grade');
    await runs.moveRun(run.runId, ['GRADING'], 'APPROVED', { parts: 3 });
    await releaseAs('grade');
    return run;
  };

  it('takes an approved run up, twice if it must', async () => {
    const { runId } = await planned();
    for (let i = 0; i < 2; i += 1)
      expect(await reclaimAs('apply', runId)).toEqual({ status: 'RUN', runId, parts: 3 });
    expect((await runs.run(runId))?.state).toBe('APPLYING');
  });

  it('is busy while another holds the lock', async () => {
    const { runId } = await planned();
    await claimAs('other', { cause: 'request', mode: 'periodic', asOf: '2026-10-01' });
    expect((await reclaimAs('apply', runId)).status).toBe('BUSY');
  });

  it('sends a run whose base has moved back to be planned anew', async () => {
    const run = await planned();
    await runs.flipSnapshot({ ...snapshotOf(run), runSeq: 9, runId: 'elsewhere', asOf: '2026-10-09' }, 0);
    expect((await reclaimAs('apply', run.runId)).status).toBe('STALE');
    expect((await runs.run(run.runId))?.state).toBe('SUPERSEDED');
    expect(await runs.wishes()).toMatchObject([{ mode: 'periodic', asOf: '2026-10-09' }]);
  });

  it('goes on with a run that flipped the pointer and was killed before it could note it', async () => {
    const run = await planned();
    await reclaimAs('apply', run.runId);
    await runs.flipSnapshot(snapshotOf(run), 0);
    ended.add('apply');
    expect((await reclaimAs('apply-again', run.runId)).status).toBe('RUN');
  });

  it('has nothing to do for a run that was rejected', async () => {
    const { runId } = await runOf('grade');
    await runs.moveRun(runId, ['GRADING'], 'REJECTED');
    await releaseAs('grade');
    expect((await reclaimAs('apply', runId)).status).toBe('DONE');
  });
});

it('reclaim killed between its two writes does both again', async () => {
  const run = await runOf('grade');
  await runs.moveRun(run.runId, ['GRADING'], 'APPROVED', { parts: 1 });
  await releaseAs('grade');
  await runs.flipSnapshot({ ...snapshotOf(run), runSeq: 9, runId: 'elsewhere' }, 0);
  const killed = { ...runs, moveRun: () => Promise.reject(new Error('killed')) };
  const again = { runId: run.runId, executionArn: 'apply' };
  await expect(reclaim({ runs: killed, takeLock: lockTaker(runs, executions) })(again)).rejects.toThrow(
    'killed',
  );
  expect((await reclaimAs('apply', run.runId)).status).toBe('STALE');
  expect(await runs.wishes()).toHaveLength(1);
});
