import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { periodNewsTo, runNewsTo } from '../../shared/adapters/run-news.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { IntakeSchema } from '../../shared/contract/intake.ts';
import { RunNewsSchema } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { decidePlan } from '../../shared/domain/approval.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

const policy = parsePolicy(
  readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const UNTIL = '2026-10-08T00:00:00.000Z';
const AFTER = '2026-10-08T00:00:00.000Z';
const BEFORE = '2026-10-07T23:59:59.999Z';

let stores: Stores;
let runs: RunStore;
let expired = 0;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const pk of ['LOCK', 'PENDING', 'WISH', 'SEQUENCE', 'RUN', 'INTAKE'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  runs = openRuns(stores.runs);
  expired = 0;
  await stores.runs.put({ pk: 'INTAKE', sk: 'i1', ...ORDERS });
});

const ORDERS = IntakeSchema.parse({
  ...{ intakeId: 'i1', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v1' },
  ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: 'x', contentId: 'i1' },
  counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  ...{ amounts: {}, from: '2026-09-30', to: '2026-09-30', problems: [], unmatched: [] },
});

let made = 0;
/** A plan for the third quarter that waits until UNTIL. */
async function plan(over: Partial<Run> = {}): Promise<Run> {
  made += 1;
  const run: Run = {
    ...{ runId: `2026-09-30-periodic-x${made}`, runSeq: await runs.nextRunSeq(), mode: 'periodic' },
    ...{ asOf: '2026-09-30', period: '2026-Q3', state: 'AWAITING_APPROVAL', executionArn: 'earlier' },
    ...{ baseSeq: 0, parts: 1, expiresAt: UNTIL, ...over },
  };
  await runs.createRun(run);
  return run;
}

type Change = Partial<Parameters<typeof claim>[0]>;
const look = (now: string, input: Partial<GradeInput> = {}, change: Change = {}) =>
  claim({
    runs,
    takeLock: lockTaker(runs, { hasEnded: async () => true }),
    policy: async () => policy,
    hasWayBack: async () => false,
    tellNews: runNewsTo(stores.results),
    tellPeriod: periodNewsTo(stores.results),
    expired: () => {
      expired += 1;
    },
    applying: { start: async () => true, hasEnded: async () => false },
    now: () => new Date(now),
    ...change,
  })({ executionArn: `at ${now}`, input: { cause: 'schedule', time: now, ...input } });

const news = async (runId: string) => {
  const body = await stores.results.get(`reports/${runId}/expired.json`);
  return body && RunNewsSchema.parse(JSON.parse(body.toString('utf8')));
};

describe('a plan that nobody decides about', () => {
  it('waits until its time has passed, and serves its period so long', async () => {
    const { runId } = await plan();
    expect((await look(BEFORE)).status).toBe('NOTHING');
    expect([(await runs.run(runId))?.state, await news(runId), expired]).toEqual([
      'AWAITING_APPROVAL',
      undefined,
      0,
    ]);
  });

  it('then expires, says so loudly, and its period is planned anew by the same look', async () => {
    const { runId } = await plan();
    const claimed = await look(AFTER);
    expect(await runs.run(runId)).toMatchObject({
      state: 'EXPIRED',
      reason: expect.stringMatching(/^E_PLAN_EXPIRED: .* \/ .*作废/),
    });
    expect(await news(runId)).toMatchObject({ about: 'expired', runId, period: '2026-Q3', at: AFTER });
    expect(expired).toBe(1);
    expect(claimed).toMatchObject({ status: 'RUN', runId: expect.stringContaining('2026-09-30-periodic') });
    expect(await runs.runs()).toHaveLength(2);
  });

  it('is asked for again only once: the new plan serves the period while it waits', async () => {
    await plan();
    const claimed = await look(AFTER);
    const runId = claimed.status === 'RUN' ? claimed.runId : '';
    await runs.moveRun(runId, ['GRADING'], 'AWAITING_APPROVAL', { expiresAt: '2026-10-15T00:00:00.000Z' });
    await runs.freeLock(`at ${AFTER}`);
    for (const day of ['2026-10-09', '2026-10-14'])
      expect((await look(`${day}T00:00:00.000Z`)).status).toBe('NOTHING');
    expect([(await runs.runs()).length, expired]).toEqual([2, 1]);
  });

  it.each(['schedule', 'intake', 'wake', 'request'] as const)(
    'is found by whatever comes first: %s, also while another run holds the lock',
    async (cause) => {
      const { runId } = await plan();
      await runs.takeLock('another');
      const takeLock = lockTaker(runs, { hasEnded: async () => false });
      expect((await look(AFTER, { cause }, { takeLock })).status).toBe('BUSY');
      expect((await runs.run(runId))?.state).toBe('EXPIRED');
    },
  );

  it('is told of also when the first look comes months late', async () => {
    const { runId } = await plan();
    await look('2027-03-08T00:00:00.000Z');
    expect(await news(runId)).toMatchObject({ about: 'expired', at: '2027-03-08T00:00:00.000Z' });
  });

  it('between two periods is not planned anew by itself', async () => {
    const first = await plan({ state: 'COMMITTED' });
    await runs.flipSnapshot(
      {
        ...{ runId: first.runId, runSeq: first.runSeq, asOf: '2026-09-30', parts: 1 },
        ...{ modelRunId: first.runId, servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
      },
      0,
    );
    const { runId } = await plan({ mode: 'onDemand', asOf: '2026-10-02', period: '2026-Q4' });
    expect((await look(AFTER)).status).toBe('NOTHING');
    expect((await runs.run(runId))?.state).toBe('EXPIRED');
    await stores.runs.remove({ pk: 'SNAPSHOT', sk: 'SNAPSHOT' });
  });

  it.each(['APPROVED', 'REJECTED', 'COMMITTED', 'SIMULATED', 'FAILED'] as const)(
    'stays as it is once it is %s',
    async (state) => {
      const { runId } = await plan({ state });
      await look(AFTER);
      expect([(await runs.run(runId))?.state, await news(runId)]).toEqual([state, undefined]);
    },
  );

  it('of an earlier program, which says no time, never expires', async () => {
    const { runId } = await plan({ expiresAt: undefined });
    await look('2027-10-08T00:00:00.000Z');
    expect((await runs.run(runId))?.state).toBe('AWAITING_APPROVAL');
  });
});

describe('expiry', () => {
  it('killed before it was told is told by the next look, and told once', async () => {
    const { runId } = await plan();
    const tellNews = () => Promise.reject(new Error('killed'));
    await expect(look(AFTER, {}, { tellNews })).rejects.toThrow('killed');
    expect([(await runs.run(runId))?.state, await news(runId)]).toEqual(['EXPIRED', undefined]);
    await look('2026-10-08T06:00:00.000Z');
    const told = await news(runId);
    await look('2026-10-09T06:00:00.000Z');
    expect(told).toBeDefined();
    expect(await news(runId)).toEqual(told);
    expect(expired).toBe(1);
  });

  it('and an approval at the last moment: one of them wins', async () => {
    const { runId } = await plan();
    const started: string[] = [];
    const approval = decidePlan(
      { ...runs, startApply: async (name) => void started.push(name) },
      { runId, want: 'approve', by: 'link', at: BEFORE },
    );
    const [decided] = await Promise.allSettled([approval, look(AFTER)]);
    const approved = decided.status === 'fulfilled';
    expect((await runs.run(runId))?.state).toBe(approved ? 'APPROVED' : 'EXPIRED');
    expect(started).toEqual(approved ? [runId] : []);
    expect((await news(runId)) === undefined).toBe(approved);
  });
});
