import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { release } from '../../lambdas/release/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { IntakeSchema } from '../../shared/contract/intake.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { uncommittedRuns } from '../../shared/domain/inventory.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type Stores, startStores } from '../support/local-stores.ts';
import { NO_NEWS } from '../support/no-news.ts';

const policy = parsePolicy(defaultPolicyText());

let stores: Stores;
let runs: RunStore;
const ended = new Set<string>();
const woken: string[] = [];

beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

beforeEach(async () => {
  for (const pk of ['LOCK', 'PENDING', 'WISH', 'SEQUENCE', 'SNAPSHOT', 'RUN', 'INTAKE'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  runs = openRuns(stores.runs);
  ended.clear();
  woken.length = 0;
  const intake = IntakeSchema.parse({
    ...{ intakeId: 'i1', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v1' },
    ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: 'x', contentId: 'i1' },
    counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
    ...{ amounts: {}, from: '2026-09-30', to: '2026-09-30', problems: [], unmatched: [] },
  });
  await stores.runs.put({ pk: 'INTAKE', sk: 'i1', ...intake });
  const served = { modelRunId: 'r', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' };
  await runs.flipSnapshot({ runId: 'r', runSeq: 0, asOf: '2026-09-30', parts: 1, ...served }, 0);
});

const SIMULATE = { cause: 'request', mode: 'periodic', simulate: 'hash' } as const;
const executions = { hasEnded: async (arn: string) => ended.has(arn) };
const claimAs = (executionArn: string, input: Partial<GradeInput>) =>
  claim({
    ...NO_NEWS,
    runs,
    takeLock: lockTaker(runs, executions),
    policy: async () => policy,
    hasWayBack: async () => false,
  })({
    executionArn,
    input: { cause: 'schedule', time: '2026-10-20T00:00:00Z', ...input },
  });
const releaseAs = (executionArn: string, error?: string) =>
  release({ ...NO_NEWS, runs, wake: async (name) => void woken.push(name) })({
    executionArn,
    ...(error ? { error } : {}),
  });
const simulations = async () => (await runs.runs()).filter(({ simulates }) => simulates !== undefined);

describe('a simulation', () => {
  it('is a run of its own, as of the day of the snapshot, and says which policy it tries out', async () => {
    expect(await claimAs('one', SIMULATE)).toEqual({ status: 'RUN', runId: '2026-09-30-simulated-0001' });
    expect(await claimAs('one', SIMULATE)).toMatchObject({ runId: '2026-09-30-simulated-0001' });
    expect(await runs.runs()).toMatchObject([{ simulates: 'hash', mode: 'periodic', asOf: '2026-09-30' }]);
  });

  it('keeps the engine that was asked for, also while it waits for another run', async () => {
    expect(await claimAs('one', SIMULATE)).toMatchObject({ status: 'RUN' });
    expect(await claimAs('two', { ...SIMULATE, engine: 'athena' })).toMatchObject({ status: 'BUSY' });
    expect(await runs.wishes()).toMatchObject([{ simulates: 'hash', engine: 'athena' }]);
    expect((await runs.runs())[0]).not.toHaveProperty('engine');
  });

  it('is as of another day if that is said, and as of today where nothing was graded yet', async () => {
    await claimAs('one', { ...SIMULATE, asOf: '2026-10-10' });
    await releaseAs('one');
    await stores.runs.remove({ pk: 'SNAPSHOT', sk: 'SNAPSHOT' });
    await claimAs('two', SIMULATE);
    expect((await simulations()).map(({ asOf }) => asOf)).toEqual(['2026-10-10', '2026-10-20']);
  });

  it('clears no mark: what waits is graded after it', async () => {
    await runs.markPending();
    await claimAs('one', SIMULATE);
    await releaseAs('one');
    expect(woken).toHaveLength(1);
    expect(await claimAs('two', { cause: 'wake' })).toMatchObject({ runId: '2026-10-20-onDemand-0002' });
  });

  it('leaves nothing to be graded where nothing waits, whether it ends well or fails', async () => {
    await claimAs('one', SIMULATE);
    await releaseAs('one');
    await claimAs('two', SIMULATE);
    await releaseAs('two', 'E_CURRENCY_NO_RATE');
    expect(woken).toEqual([]);
    expect((await runs.pending()).marked).toBe(0);
    expect(await claimAs('three', { cause: 'wake' })).toEqual({
      status: 'NOTHING',
      reason: 'NOTHING_PENDING',
    });
    expect((await simulations()).map(({ state }) => state)).toEqual(['GRADING', 'FAILED']);
  });

  it('waits for its turn without a mark, is taken up after it, and only once', async () => {
    await runs.markPending();
    await claimAs('real', { cause: 'intake' });
    expect((await claimAs('one', SIMULATE)).status).toBe('BUSY');
    expect((await runs.pending()).marked).toBe(1);
    await releaseAs('real');
    expect(woken).toHaveLength(1);
    expect(await claimAs('two', { cause: 'wake' })).toMatchObject({ runId: '2026-09-30-simulated-0002' });
    await releaseAs('two');
    expect(woken).toHaveLength(1);
    expect(await runs.wishes()).toEqual([]);
  });

  it('that the schedule finds waiting does not cost the period its run', async () => {
    await stores.runs.remove({ pk: 'SNAPSHOT', sk: 'SNAPSHOT' });
    await runs.addWish({ id: 'w', mode: 'periodic', asOf: '2026-10-20', simulates: 'hash' });
    expect(await claimAs('one', {})).toMatchObject({ runId: '2026-10-20-simulated-0001' });
    await releaseAs('one');
    expect(woken).toHaveLength(1);
    expect(await claimAs('two', { cause: 'wake' })).toMatchObject({ runId: '2026-09-30-periodic-0002' });
  });

  it('is found by who decides that there is nothing to do, though it left no mark', async () => {
    let late = true;
    const slow = {
      ...runs,
      freeLock: async (holder: string) => {
        if (late) expect((await claimAs('one', SIMULATE)).status).toBe('BUSY');
        late = false;
        return runs.freeLock(holder);
      },
    };
    const step = claim({
      ...NO_NEWS,
      runs: slow,
      takeLock: lockTaker(runs, executions),
      policy: async () => policy,
      hasWayBack: async () => false,
    });
    const answer = await step({
      executionArn: 'idle',
      input: { cause: 'wake', time: '2026-10-20T00:00:00Z' },
    });
    expect(answer).toMatchObject({ runId: '2026-09-30-simulated-0001' });
  });

  it('tries out a policy that grades by other exports than those of the one in use', async () => {
    await stores.runs.remove({ pk: 'INTAKE', sk: 'i1' });
    expect((await claimAs('one', SIMULATE)).status).toBe('RUN');
  });

  it.each(['GRADING', 'SIMULATED', 'FAILED'] as const)(
    'whose execution was killed while it was %s blocks nobody and is not taken for a run that wrote',
    async (state) => {
      const claimed = await claimAs('one', SIMULATE);
      const runId = claimed.status === 'RUN' ? claimed.runId : '';
      await runs.moveRun(runId, ['GRADING'], state, state === 'SIMULATED' ? { parts: 3 } : {});
      expect((await claimAs('two', { cause: 'request', mode: 'periodic' })).status).toBe('BUSY');
      ended.add('one');
      expect(await claimAs('three', { cause: 'wake' })).toMatchObject({ runId: '2026-10-20-periodic-0002' });
      expect(uncommittedRuns(await runs.runs(), 0, 9)).toEqual([]);
    },
  );
});
