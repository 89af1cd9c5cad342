import { describe, expect, it } from 'vitest';
import { close } from '../../lambdas/close/step.ts';
import type { SendCounts } from '../../shared/contract/artifacts.ts';
import type { RunState } from '../../shared/contract/runs.ts';

const counts = (other: Partial<SendCounts>): SendCounts => ({
  mails: 0,
  sent: 0,
  unknown: 0,
  refused: 0,
  suppressed: 0,
  heldOut: 0,
  capped: 0,
  cancelled: 0,
  pending: 0,
  waitSeconds: 0,
  ...other,
});

const closing = (parts: SendCounts[], planned = parts.reduce((sum, { mails }) => sum + mails, 0)) => {
  const moves: [readonly RunState[], RunState][] = [];
  const moveRun = async (_: string, from: readonly RunState[], to: RunState) => moves.push([from, to]) > 0;
  const deps = { sent: async () => parts, planned: async () => planned, moveRun };
  const run = close(deps)({ runId: 'r1', parts: parts.length });
  return { run, moves };
};

describe('closing the outbox', () => {
  it('closes the run when no mail is pending', async () => {
    const { run, moves } = closing([counts({ mails: 3, sent: 2, unknown: 1 }), counts({})]);
    expect(await run).toEqual({ runId: 'r1', parts: 2, pending: 0, waitSeconds: 0 });
    expect(moves).toEqual([[['COMMITTED'], 'CLOSED']]);
  });

  it('waits as long as the first part that can go on', async () => {
    const { run, moves } = closing([
      counts({ mails: 5, sent: 1, pending: 4, waitSeconds: 3600 }),
      counts({ mails: 2, pending: 2, waitSeconds: 60 }),
      counts({ mails: 1, sent: 1 }),
    ]);
    expect(await run).toEqual({ runId: 'r1', parts: 3, pending: 6, waitSeconds: 60 });
    expect(moves).toEqual([]);
  });

  it('a run without mails is closed too', async () => {
    expect(await closing([]).run).toMatchObject({ pending: 0 });
  });

  it('refuses parts that together have not the mails that were planned', async () => {
    const { run, moves } = closing([counts({ mails: 3, sent: 3 })], 4);
    await expect(run).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(moves).toEqual([]);
  });

  it('refuses counts that do not balance', async () => {
    const { run, moves } = closing([counts({ mails: 3, sent: 2 })]);
    await expect(run).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(moves).toEqual([]);
  });
});
