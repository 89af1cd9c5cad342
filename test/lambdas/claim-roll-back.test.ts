import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { claim } from '../../lambdas/claim/step.ts';
import { reclaim } from '../../lambdas/reclaim/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns, type RunStore } from '../../shared/adapters/run-store.ts';
import { type Run, RunSchema } from '../../shared/contract/runs.ts';
import type { GradeInput } from '../../shared/contract/steps.ts';
import { memoryTable } from '../support/memory-table.ts';

const policy = parsePolicy(
  readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const executions = { hasEnded: async () => false };
const [JUNE, SEPTEMBER] = ['2026-06-30', '2026-09-30'];

let runs: RunStore;
beforeEach(async () => {
  runs = openRuns(memoryTable('runs'));
  await committed('r1', JUNE, 0);
  await committed('r2', SEPTEMBER, 1);
});

async function committed(runId: string, asOf: string, baseSeq: number): Promise<Run> {
  const runSeq = await runs.nextRunSeq();
  const [about, period] = [{ runId, runSeq, asOf, parts: 1 }, 'P'];
  const run = { ...about, mode: 'periodic', period, state: 'COMMITTED', executionArn: 'e', baseSeq };
  await runs.createRun(RunSchema.parse(run));
  const served = { modelRunId: runId, servedPeriod: period, periodicAsOf: asOf };
  await runs.flipSnapshot({ ...about, ...served }, baseSeq);
  return RunSchema.parse(run);
}

const claimAs = (executionArn: string, input: Partial<GradeInput>, hasWayBack = true) =>
  claim({
    ...{ runs, takeLock: lockTaker(runs, executions), policy: async () => policy },
    hasWayBack: async () => hasWayBack,
    tellNews: async () => undefined,
    tellPeriod: async () => undefined,
    expired: () => undefined,
    applying: { start: async () => true, hasEnded: async () => false },
    now: () => new Date('2026-10-01T00:00:00Z'),
  })({ executionArn, input: { cause: 'request', time: '2026-10-01T00:00:00Z', ...input } });
const reclaimAs = (executionArn: string, runId: string) =>
  reclaim({ runs, takeLock: lockTaker(runs, executions) })({ executionArn, runId });

const BACK = { rollBack: 'r2' };
const ROLLS_BACK = { status: 'RUN', runId: '2026-06-30-rollBack-0003', rollsBack: true };

describe('a claim that is to roll back', () => {
  it('begins a run of the day of the run that holds again, and the same when it is called twice', async () => {
    for (let i = 0; i < 2; i += 1) expect(await claimAs('one', BACK)).toEqual(ROLLS_BACK);
    expect((await runs.runs()).at(-1)).toMatchObject({
      ...{ rollsBack: 'r2', asOf: JUNE, runSeq: 3, baseSeq: 2, state: 'GRADING' },
    });
  });

  it.each([
    ['of a run that is not the newest', 'r1', true],
    ['of a run that nobody knows', 'r9', true],
    ['of which what stood before is not kept', 'r2', false],
  ])('does nothing and frees the lock: %s', async (_, rollBack, hasWayBack) => {
    expect((await claimAs('one', { rollBack }, hasWayBack)).status).toBe('NOTHING');
    expect([await runs.lock(), (await runs.runs()).length]).toEqual([undefined, 2]);
  });

  it('waits for its turn without a mark, and goes before what waits to be graded', async () => {
    await runs.takeLock('grading');
    expect((await claimAs('two', BACK)).status).toBe('BUSY');
    expect(await runs.pending()).toEqual({ marked: 0, claimed: 0 });
    await runs.freeLock('grading');
    await runs.markPending();
    expect(await claimAs('three', { cause: 'wake' })).toMatchObject({ status: 'RUN', rollsBack: true });
    expect([await runs.wishes(), await runs.pending()]).toEqual([[], { marked: 1, claimed: 0 }]);
  });

  it('drops a wish that another commit has overtaken', async () => {
    await runs.addWish({ id: 'w', mode: 'onDemand', asOf: SEPTEMBER, rollBack: 'r1' });
    expect((await claimAs('one', { cause: 'wake' })).status).not.toBe('RUN');
    expect(await runs.wishes()).toEqual([]);
  });
});

describe('a roll-back that is applied', () => {
  it('names the outbox that it stopped', async () => {
    const { runId } = ROLLS_BACK;
    await claimAs('one', BACK);
    await runs.freeLock('one');
    await runs.moveRun(runId, ['GRADING'], 'APPROVED', { parts: 2 });
    expect(await reclaimAs('two', runId)).toEqual({
      ...{ status: 'RUN', runId, parts: 2, outbox: { runId: 'r2', parts: 1 } },
    });
  });

  it('does nothing where another run was committed meanwhile, says so, and is not planned anew', async () => {
    const { runId } = ROLLS_BACK;
    await claimAs('one', BACK);
    await runs.freeLock('one');
    await runs.moveRun(runId, ['GRADING'], 'APPROVED', { parts: 2 });
    await committed('r4', SEPTEMBER, 2);
    expect(await reclaimAs('two', runId)).toMatchObject({ status: 'STALE' });
    expect(await runs.run(runId)).toMatchObject({
      state: 'SUPERSEDED',
      reason: expect.stringMatching(/^E_NOT_NEWEST: .*r4/),
    });
    expect(await runs.wishes()).toEqual([]);
  });
});
