import { beforeEach, describe, expect, it } from 'vitest';
import { replaceOutdated } from '../../lambdas/commit/outdated.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { InventorySchema } from '../../shared/contract/artifacts.ts';
import { RunSchema, type RunState } from '../../shared/contract/runs.ts';
import { decidePlan } from '../../shared/domain/approval.ts';
import { memoryTable } from '../support/memory-table.ts';

const Q3 = { asOf: '2026-09-30', period: '2026-Q3' };
const COMMITTED = InventorySchema.parse({
  ...{ runId: 'r3', runSeq: 3, mode: 'onDemand', ...Q3, engine: 'duckdb', policyHash: 'p', currency: 'CNY' },
  ...{ intakes: [], uncommitted: [], base: null },
});

let runs: RunStore;
const started: string[] = [];

beforeEach(async () => {
  runs = openRuns(memoryTable('runs'));
  started.length = 0;
  await runs.flipSnapshot(
    {
      ...{ version: 1, runId: 'r3', runSeq: 3, parts: 1, asOf: '2026-10-05' },
      ...{ modelRunId: 'r1', servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
    },
    0,
  );
});

const laid = async (runId: string, more: object = {}) => {
  const about = { runId, runSeq: 2, mode: 'periodic', ...Q3, executionArn: 'e', baseSeq: 1, parts: 1 };
  await runs.createRun(
    RunSchema.parse({ ...about, version: 1, state: 'AWAITING_APPROVAL', contentDigest: 'd', ...more }),
  );
};
const stateOf = async (runId: string): Promise<RunState | undefined> => (await runs.run(runId))?.state;
const approve = (runId: string) =>
  decidePlan(
    { ...runs, startApply: async (name) => started.push(name) },
    { runId, want: 'approve', by: 'command', at: '2026-10-06T00:00:00.000Z' },
  );

describe('a plan that waits while another run is committed', () => {
  it('is replaced, planned anew for its period, and refuses to be approved; nothing is started', async () => {
    await laid('r2');
    await replaceOutdated(runs, COMMITTED);
    expect(await runs.run('r2')).toMatchObject({
      state: 'SUPERSEDED',
      reason: expect.stringMatching(/r3 was committed/),
    });
    expect(await runs.wishes()).toMatchObject([{ id: 'again-r2', mode: 'periodic', asOf: '2026-10-05' }]);
    await expect(approve('r2')).rejects.toMatchObject({ code: 'E_PLAN_REPLACED' });
    expect([await stateOf('r2'), started]).toEqual(['SUPERSEDED', []]);
  });

  it('leaves nothing to do where the committed run saw the same and more', async () => {
    await laid('r2', { mode: 'onDemand' });
    await replaceOutdated(runs, COMMITTED);
    expect([await stateOf('r2'), await runs.wishes()]).toEqual(['SUPERSEDED', []]);
  });

  it('stands where it was planned on that commit, and is approved', async () => {
    await laid('r4', { runSeq: 4, baseSeq: 3 });
    await replaceOutdated(runs, COMMITTED);
    await approve('r4');
    expect([await stateOf('r4'), started]).toEqual(['APPROVED', ['r4']]);
  });

  it('is replaced once, however often the commit is called', async () => {
    await laid('r2');
    for (let i = 0; i < 3; i += 1) await replaceOutdated(runs, COMMITTED);
    expect([await stateOf('r2'), (await runs.wishes()).length]).toEqual(['SUPERSEDED', 1]);
  });

  it('that somebody approved just before is left to the machine that applies it', async () => {
    await laid('r2', { state: 'APPROVED' });
    await replaceOutdated(runs, COMMITTED);
    expect([await stateOf('r2'), await runs.wishes()]).toEqual(['APPROVED', []]);
  });
});
