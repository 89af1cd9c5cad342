import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { release } from '../../lambdas/release/step.ts';
import { runNewsTo } from '../../shared/adapters/run-news.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { RunNewsSchema } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

const NOW = '2026-10-01T00:00:00.000Z';
const REFUSAL = new Refusal('E_NO_ORDERS', both('No orders.', '没有订单。'), both('Upload.', '请上传。'));

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

let made = 0;
/** A run whose execution holds the lock and ends with an error. */
async function failing(over: Partial<Run> = {}, killed = false) {
  made += 1;
  const runs = openRuns(stores.runs);
  const run: Run = {
    ...{ runId: `r${made}`, runSeq: made, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ state: 'GRADING', executionArn: `e${made}`, baseSeq: 0, parts: 0, ...over },
  };
  await runs.createRun(run);
  await runs.takeLock(run.executionArn);
  await runs.noteInLock({ holder: run.executionArn, run });
  const tell = runNewsTo(stores.results);
  const go = (tellNews = tell) =>
    release({ runs, wake: async () => undefined, tellNews, now: () => new Date(NOW) })({
      ...{ executionArn: run.executionArn, error: 'E_NO_ORDERS', text: REFUSAL.message },
    });
  if (killed) await expect(go(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  await go();
  const body = await stores.results.get(`reports/${run.runId}/failed.json`);
  return {
    news: body && RunNewsSchema.parse(JSON.parse(body.toString('utf8'))),
    run: await runs.run(run.runId),
  };
}

describe('a run that failed', () => {
  it.each([
    ['in one go', false],
    ['also when the release died before it told', true],
  ])('is told with what the refusal says, %s', async (_, killed) => {
    const { news, run } = await failing({}, killed);
    expect(run).toMatchObject({ state: 'FAILED', reason: REFUSAL.message });
    expect(news).toMatchObject({ about: 'failed', runId: run?.runId, at: NOW, reason: REFUSAL.message });
  });

  it.each([
    ['a simulation: who asked waits for the answer', { simulates: 'hash' }],
    ['a plan that waits: what failed came after it', { state: 'AWAITING_APPROVAL' }],
    ['a run that was rejected meanwhile', { state: 'REJECTED' }],
  ] as const)('is not told of %s', async (_, over) => {
    expect((await failing(over)).news).toBeUndefined();
  });
});
