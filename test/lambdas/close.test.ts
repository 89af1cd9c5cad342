import { describe, expect, it } from 'vitest';
import { close } from '../../lambdas/close/step.ts';
import type { SendCounts } from '../../shared/contract/artifacts.ts';
import type { CampaignFigures } from '../../shared/contract/campaigns.ts';
import type { RunState } from '../../shared/contract/runs.ts';

const counts = (other: Partial<SendCounts>): SendCounts => ({
  ...{ mails: 0, sent: 0, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
  ...{ pending: 0, waitSeconds: 0, resting: 0, campaigns: {} },
  ...other,
});

const figures = (other: Partial<CampaignFigures>): CampaignFigures => ({
  ...{ mails: 0, sent: 0, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
  ...{
    pending: 0,
    covered: 0,
    delivered: 0,
    bounced: 0,
    complained: 0,
    awaited: 0,
    opened: 0,
    newestUnknownAt: 0,
  },
  ...other,
});

const closing = (
  parts: SendCounts[],
  planned = parts.reduce((sum, { mails }) => sum + mails, 0),
  others: Record<string, CampaignFigures[]> = {},
) => {
  const moves: [readonly RunState[], RunState][] = [];
  const written = new Map<string, CampaignFigures>();
  const deps = {
    sent: async () => parts,
    planned: async () => planned,
    figuresOfOthers: async (campaignId: string) => others[campaignId] ?? [],
    figures: async (campaignId: string, found: CampaignFigures) => void written.set(campaignId, found),
    ...{ campaigns: async () => [], tellRest: async () => undefined, told: async () => undefined },
    moveRun: async (_: string, from: readonly RunState[], to: RunState) => moves.push([from, to]) > 0,
  };
  const again = () => close(deps)({ runId: 'r1', parts: parts.length });
  return { run: again(), again, moves, written };
};

describe('closing the outbox', () => {
  it('closes the run when no mail is pending', async () => {
    const { run, moves } = closing([counts({ mails: 3, sent: 2, unknown: 1 }), counts({})]);
    expect(await run).toEqual({ runId: 'r1', parts: 2, status: 'CLOSED', pending: 0, waitSeconds: 0 });
    expect(moves).toEqual([[['COMMITTED'], 'CLOSED']]);
  });

  it('waits as long as the first part that can go on, and says why', async () => {
    const { run, moves } = closing([
      counts({ mails: 5, sent: 1, pending: 4, waitSeconds: 3600, waitsFor: 'quota' }),
      counts({ mails: 2, pending: 2, waitSeconds: 60, waitsFor: 'broken' }),
      counts({ mails: 1, sent: 1 }),
    ]);
    expect(await run).toEqual({
      ...{ runId: 'r1', parts: 3, status: 'OPEN', pending: 6 },
      ...{ waitSeconds: 60, waitsFor: 'broken' },
    });
    expect(moves).toEqual([]);
  });

  it('a part that waits for a person does not say how long the others wait', async () => {
    const { run } = closing([
      counts({ mails: 4, pending: 4, resting: 1, waitSeconds: 900 }),
      counts({ mails: 2, pending: 2, resting: 2, waitSeconds: 1 }),
    ]);
    expect(await run).toMatchObject({ status: 'OPEN', pending: 6, waitSeconds: 900 });
  });

  it('rests where all that is pending waits for a person', async () => {
    const { run, moves } = closing([
      counts({ mails: 3, sent: 1, pending: 2, resting: 2 }),
      counts({ mails: 1, sent: 1 }),
    ]);
    expect(await run).toEqual({ runId: 'r1', parts: 2, status: 'RESTING', pending: 2, waitSeconds: 0 });
    expect(moves).toEqual([]);
  });

  it('a run without mails is closed too', async () => {
    expect(await closing([]).run).toMatchObject({ status: 'CLOSED', pending: 0 });
  });

  it('refuses parts that together have not the mails that were planned', async () => {
    const { run, moves, written } = closing(
      [counts({ mails: 3, sent: 3, campaigns: { a: figures({}) } })],
      4,
    );
    await expect(run).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(moves).toEqual([]);
    expect(written.size).toBe(0);
  });

  it('refuses counts that do not balance', async () => {
    const { run, moves } = closing([counts({ mails: 3, sent: 2 })]);
    await expect(run).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(moves).toEqual([]);
  });
});

describe('the figures of campaigns', () => {
  const parts = [
    counts({
      ...{ mails: 3, sent: 2, unknown: 1 },
      campaigns: { a: figures({ mails: 3, sent: 2, covered: 1, unknown: 1, newestUnknownAt: 50 }) },
    }),
    counts({
      ...{ mails: 4, sent: 3, unknown: 1 },
      campaigns: {
        a: figures({ mails: 2, sent: 1, covered: 1, bounced: 1, unknown: 1, newestUnknownAt: 70 }),
        b: figures({ mails: 2, sent: 2 }),
      },
    }),
  ];

  it('are added up over the parts; the newest unknown is the newest of all', async () => {
    const { run, written } = closing(parts);
    await run;
    expect(written).toEqual(
      new Map([
        ['a', figures({ mails: 5, sent: 3, covered: 2, bounced: 1, unknown: 2, newestUnknownAt: 70 })],
        ['b', figures({ mails: 2, sent: 2 })],
      ]),
    );
  });

  it('hold what other runs of the same campaign sent, too', async () => {
    const sentBefore = figures({ mails: 6, sent: 5, unknown: 1, covered: 5, newestUnknownAt: 20 });
    const { run, written } = closing(parts, undefined, { b: [sentBefore] });
    await run;
    expect(written.get('b')).toEqual(
      figures({ mails: 8, sent: 7, unknown: 1, covered: 5, newestUnknownAt: 20 }),
    );
  });

  it('say what their mails wait for: the part that goes on first', async () => {
    const waiting = (cause: 'quota' | 'quiet', until: number) =>
      counts({
        ...{ mails: 1, pending: 1, waitSeconds: until },
        campaigns: { a: figures({ pending: 1, wait: { cause, until } }) },
      });
    const { run, written } = closing([waiting('quota', 90), waiting('quiet', 30), counts({})]);
    await run;
    expect(written.get('a')).toMatchObject({ pending: 2, wait: { cause: 'quiet', until: 30 } });
  });

  it('are the same when it is done twice', async () => {
    const { run, again, written } = closing(parts);
    const first = await run;
    const before = new Map(written);
    expect(await again()).toEqual(first);
    expect(written).toEqual(before);
  });
});
