import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { request } from '../../lambdas/request/step.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { type Run, RunSchema, type Snapshot } from '../../shared/contract/runs.ts';
import { GradeInputSchema } from '../../shared/contract/steps.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

const ORDERS: Intake = {
  ...{ intakeId: 'a', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v' },
  ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: '', contentId: 'a', amounts: {} },
  counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  ...{ problems: [], unmatched: [] },
};
const SNAPSHOT: Snapshot = {
  ...{ runId: 'r', runSeq: 1, asOf: '2026-09-30', parts: 1 },
  ...{ modelRunId: 'r', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
};
const HOLDER = 'arn:another';

let stores: Stores;
const started: { name: string; input: unknown }[] = [];
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  started.length = 0;
  await openRuns(stores.runs).freeLock(HOLDER);
});

interface Scene {
  intakes: Intake[];
  snapshot: Snapshot | null;
  timeZone: string;
  runs: Run[];
}

/** It comes at 1 a.m. of 2 October in Shanghai, when it is still 1 October in Europe. */
function asked(sent: object, scene: Partial<Scene> = {}) {
  const { intakes = [ORDERS], snapshot = SNAPSHOT, timeZone = 'Asia/Shanghai', runs = [] } = scene;
  const unused = () => expect.fail('something else was asked for');
  const step = request({
    ...openRuns(stores.runs),
    read: async () => Buffer.from(JSON.stringify({ want: 'run', mode: 'periodic', ...sent })),
    intakes: async () => intakes,
    snapshot: async () => snapshot,
    runs: async () => runs,
    policy: async () => ({ ...parsePolicy(defaultPolicyText()), timeZone }),
    startGrade: async (name, input) => void started.push({ name, input }),
    ...{ check: unused, keepPolicy: unused, startApply: unused, startMail: unused, wake: unused },
    ...{ startErase: unused, hasWayBack: unused, now: () => new Date('2026-10-01T17:00:00Z') },
    campaigns: openCampaigns(stores.runs),
    answer: async () => undefined,
  });
  const object = { key: 'requests/7.json', 'version-id': 'v', sequencer: '1' };
  return step({ time: '2026-10-01T17:00:00Z', detail: { bucket: { name: 'uploads' }, object } });
}

describe('a request for a run', () => {
  it('starts grading as of the day that it names', async () => {
    expect(await asked({ asOf: '2026-10-02' })).toEqual({ key: 'requests/7.json', done: true });
    expect(started.map(({ name, input }) => [name, GradeInputSchema.parse(input)])).toEqual([
      ['request-7', { cause: 'request', time: '2026-10-01T17:00:00Z', mode: 'periodic', asOf: '2026-10-02' }],
    ]);
  });

  it.each<[string, object, Partial<Scene>, string]>([
    ['as of a day that has not come', { asOf: '2026-10-03' }, {}, 'E_AS_OF_IN_FUTURE'],
    [
      'as of a day that has come in another zone than the policy’s',
      { asOf: '2026-10-02' },
      { timeZone: 'Europe/Berlin' },
      'E_AS_OF_IN_FUTURE',
    ],
    ['as of a day before the last run', { asOf: '2026-09-29' }, {}, 'E_AS_OF_BEFORE_SNAPSHOT'],
    ['with nothing to grade by', {}, { intakes: [] }, 'E_NO_EXPORT'],
    ['on demand before the first run', { mode: 'onDemand' }, { snapshot: null }, 'E_NO_MODEL'],
  ])('%s is refused in both languages and starts nothing', async (_, sent, scene, code) => {
    const { done, problem } = await asked(sent, scene);
    expect([done, problem?.en]).toEqual([false, expect.stringContaining(code)]);
    expect(problem?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(started).toEqual([]);
  });

  it.each([
    ['periodic', SNAPSHOT],
    ['onDemand', null],
  ])('while another run holds the lock is kept, and the answer says so: %s', async (mode, snapshot) => {
    await openRuns(stores.runs).takeLock(HOLDER);
    const { done, notes } = await asked({ mode }, { snapshot });
    expect([done, notes?.[0]?.en]).toEqual([true, expect.stringContaining('Another run is under way')]);
    expect(notes?.[0]?.['zh-CN']).toContain('另一个运行正在进行');
    expect(started).toHaveLength(1);
  });

  it('is measured by the engine that somebody asks for', async () => {
    expect(await asked({ engine: 'athena' })).toMatchObject({ done: true });
    expect(started).toMatchObject([{ input: { cause: 'request', engine: 'athena' } }]);
    expect(GradeInputSchema.parse(started[0]?.input).engine).toBe('athena');
  });

  it.each([
    ['of the same kind is said to be replaced', 'onDemand', 1],
    ['of the other kind is not spoken of', 'periodic', 0],
  ])('while a plan waits that is %s', async (_, mode, count) => {
    const about = { version: 1, runId: 'waits', runSeq: 2, mode: 'onDemand', asOf: '2026-09-30' };
    const run = RunSchema.parse({
      ...{ ...about, period: '2026-Q3', state: 'AWAITING_APPROVAL', executionArn: 'e', baseSeq: 1 },
    });
    const { done, notes = [] } = await asked({ mode }, { runs: [run] });
    expect([done, notes.length]).toEqual([true, count]);
    for (const { en, 'zh-CN': zh } of notes) {
      expect(en).toContain('The plan waits still waits for approval');
      expect(zh).toContain('计划 waits 仍在等待批准');
    }
  });

  it('while another run holds the lock is refused all the same if its day has not come', async () => {
    await openRuns(stores.runs).takeLock(HOLDER);
    expect(await asked({ asOf: '2026-10-03' })).toMatchObject({ done: false });
    expect(started).toEqual([]);
  });
});
