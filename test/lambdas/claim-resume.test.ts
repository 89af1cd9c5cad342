import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { runNewsTo } from '../../shared/adapters/run-news.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { RunNewsSchema } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Stores, startStores } from '../support/local-stores.ts';
import { NO_NEWS } from '../support/no-news.ts';

const policy = parsePolicy(
  readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const BY_LINK = { decided: { by: 'link', at: '2026-10-02T00:00:00Z' } } as const;

let stores: Stores;
let runs: RunStore;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const pk of ['LOCK', 'PENDING', 'WISH', 'SEQUENCE', 'RUN'])
    for (const item of await stores.runs.query(pk)) await stores.runs.remove({ pk, sk: item.sk });
  runs = openRuns(stores.runs);
});

let made = 0;
async function plan(over: Partial<Run>): Promise<string> {
  made += 1;
  const runId = `2026-09-30-periodic-r${made}`;
  await runs.createRun({
    ...{ runId, runSeq: await runs.nextRunSeq(), mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ state: 'APPROVED', executionArn: 'earlier', baseSeq: 0, parts: 1, ...over },
  });
  return runId;
}

/** A look of the schedule; `known` are the executions that the apply machine has had, and whether each has ended. */
async function look(known: Record<string, { ended: boolean }> = {}): Promise<string[]> {
  const started: string[] = [];
  await claim({
    ...{ ...NO_NEWS, runs, policy: async () => policy, hasWayBack: async () => false },
    takeLock: lockTaker(runs, { hasEnded: async () => true }),
    tellNews: runNewsTo(stores.results),
    applying: {
      async start(runId) {
        if (known[runId]) return false;
        started.push(runId);
        return true;
      },
      hasEnded: async (runId) => known[runId]?.ended ?? expect.fail(`nothing applies ${runId}`),
    },
  })({ executionArn: 'look', input: { cause: 'schedule', time: '2026-10-03T00:00:00Z' } });
  return started;
}

const stateOf = async (runId: string) => (await runs.run(runId))?.state;
const toldOf = async (runId: string) => {
  const body = await stores.results.get(`reports/${runId}/failed.json`);
  return body && RunNewsSchema.parse(JSON.parse(body.toString('utf8')));
};

it('what a person approved just before the call died is applied after the next look', async () => {
  const runId = await plan(BY_LINK);
  expect(await look()).toEqual([runId]);
  expect([await stateOf(runId), await toldOf(runId)]).toEqual(['APPROVED', undefined]);
});

it('it is applied even where another execution holds the run lock', async () => {
  const runId = await plan(BY_LINK);
  await runs.takeLock('somebody');
  expect(await look()).toEqual([runId]);
});

it.each<[string, Partial<Run>]>([
  ['is on its way from its own grading', {}],
  ['waits', { state: 'AWAITING_APPROVAL' }],
  ['was rejected', { ...BY_LINK, state: 'REJECTED' }],
  ['is being applied', { ...BY_LINK, state: 'APPLYING' }],
  ['failed', { ...BY_LINK, state: 'FAILED' }],
])('a plan that %s is not started', async (_, over) => {
  const runId = await plan(over);
  expect(await look()).toEqual([]);
  expect(await stateOf(runId)).toBe(over.state ?? 'APPROVED');
});

it('a run whose execution is still about to begin is left to it', async () => {
  const runId = await plan(BY_LINK);
  expect(await look({ [runId]: { ended: false } })).toEqual([]);
  expect([await stateOf(runId), await toldOf(runId)]).toEqual(['APPROVED', undefined]);
});

it('a run whose execution ended before it began has failed, and people are told once', async () => {
  const runId = await plan(BY_LINK);
  await look({ [runId]: { ended: true } });
  expect(await stateOf(runId)).toBe('FAILED');
  expect((await runs.run(runId))?.reason).toContain('E_NOT_APPLIED');
  expect(await toldOf(runId)).toMatchObject({ about: 'failed', reason: expect.stringContaining(runId) });
});
