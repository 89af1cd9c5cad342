import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { openOverrides } from '../../shared/adapters/overrides.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { IntakeSchema } from '../../shared/contract/intake.ts';
import type { RunState } from '../../shared/contract/runs.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type Stores, startStores } from '../support/local-stores.ts';
import { NO_NEWS } from '../support/no-news.ts';

const policy = parsePolicy(defaultPolicyText());

let stores: Stores;
let runs: RunStore;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

beforeEach(async () => {
  for (const pk of ['LOCK', 'PENDING', 'WISH', 'SEQUENCE', 'SNAPSHOT', 'RUN', 'INTAKE', 'OVERRIDE'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  runs = openRuns(stores.runs);
  const intake = IntakeSchema.parse({
    ...{ intakeId: 'i1', kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: 'v1' },
    ...{ uploadedAt: '2026-10-01T00:00:00.000Z', sequencer: '1', sha256: 'x', contentId: 'i1' },
    counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
    ...{ amounts: {}, from: '2026-09-30', to: '2026-09-30', problems: [], unmatched: [] },
  });
  await stores.runs.put({ pk: 'INTAKE', sk: 'i1', ...intake });
  const served = { modelRunId: 'r', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' };
  await runs.flipSnapshot({ runId: 'r', runSeq: 0, asOf: '2026-10-05', parts: 1, ...served }, 0);
});

const said = (tier: string | null, until: string | null, order = '1') =>
  openOverrides(stores.runs).keep({
    ...{ version: STATE_VERSION, customerId: 'c1', tier, until, why: 'w', order, who: 'overrides/a.csv' },
  });

/** What the schedule finds to do in the morning of `day`, 06:00 in Shanghai. */
const morning = (day: string, executionArn = day) => {
  const time = `${day}T06:00:00+08:00`;
  const takeLock = lockTaker(runs, { hasEnded: async () => false });
  return claim({ ...NO_NEWS, runs, takeLock, policy: async () => policy, hasWayBack: async () => false })({
    executionArn,
    input: { cause: 'schedule', time },
  });
};

const NOTHING = { status: 'NOTHING', reason: 'NOTHING_PENDING' };

it.each<[string, string, unknown]>([
  ['on its last day it still holds', '2026-10-12', NOTHING],
  ['on the next day it is ended', '2026-10-13', { status: 'RUN', runId: '2026-10-13-onDemand-0001' }],
  ['a missed morning is made good', '2026-10-15', { status: 'RUN', runId: '2026-10-15-onDemand-0001' }],
])('a manual tier until 12 October: %s', async (_, day, found) => {
  await said('diamond', '2026-10-12');
  expect(await morning(day)).toEqual(found);
});

it.each<[string, () => Promise<unknown>]>([
  ['nobody has one', async () => undefined],
  ['it was over before the last run', () => said('diamond', '2026-10-04')],
  ['it was ended by hand', async () => [await said('diamond', '2026-10-12'), await said(null, null, '2')]],
])('a morning starts nothing where %s', async (_, prepare) => {
  await prepare();
  expect(await morning('2026-10-13')).toEqual(NOTHING);
  expect(await runs.lock()).toBeUndefined();
});

const planned = async (asOf: string, mode: 'periodic' | 'onDemand', state: RunState) => {
  const [runId, period] = [`${asOf}-${mode}`, '2026-Q4'];
  const run = { runId, runSeq: 7, mode, asOf, period, state, executionArn: 'e', baseSeq: 0, parts: 1 };
  await runs.createRun({ version: STATE_VERSION, ...run });
};

it.each<[RunState, unknown]>([
  ['AWAITING_APPROVAL', NOTHING],
  ['REJECTED', NOTHING],
  ['FAILED', { status: 'RUN', runId: '2026-10-14-onDemand-0001' }],
])('a plan of 13 October that is %s ends it, or the next morning does', async (state, found) => {
  await said('diamond', '2026-10-12');
  await planned('2026-10-13', 'onDemand', state);
  expect(await morning('2026-10-14')).toEqual(found);
});

it('a period whose plan was rejected is not planned anew each morning', async () => {
  await stores.runs.remove({ pk: 'SNAPSHOT', sk: 'SNAPSHOT' });
  await planned('2026-09-30', 'periodic', 'REJECTED');
  expect(await morning('2026-10-14')).toEqual(NOTHING);
  await runs.markPending();
  const asked = { executionArn: 'export', input: { cause: 'intake', time: '2026-10-14T08:00:00+08:00' } };
  const takeLock = lockTaker(runs, { hasEnded: async () => false });
  const step = claim({
    ...NO_NEWS,
    runs,
    takeLock,
    policy: async () => policy,
    hasWayBack: async () => false,
  });
  expect(await step({ ...asked, input: { ...asked.input, cause: 'intake' } })).toMatchObject({
    runId: '2026-09-30-periodic-0001',
  });
});

it.each<[string, number]>([
  ['2026-10-12', 0],
  ['2026-10-13', 1],
])(
  'a morning that finds the lock held leaves a mark only if it has something to do: %s',
  async (day, marks) => {
    await said('diamond', '2026-10-12');
    await runs.takeLock('another');
    expect((await morning(day)).status).toBe('BUSY');
    expect((await runs.pending()).marked).toBe(marks);
  },
);
