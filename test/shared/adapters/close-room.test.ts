import { beforeEach, describe, expect, it } from 'vitest';
import { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { openCloseRoom } from '../../../shared/adapters/close-room.ts';
import { putJson } from '../../../shared/adapters/lines.ts';
import { openRuns } from '../../../shared/adapters/run-store.ts';
import { CAMPAIGN_PK } from '../../../shared/contract/campaigns.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';
import { openModel, tableModel } from '../../support/dynamo/table.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const CAMPAIGN = 'news@2026-Q3';
let lake: ReturnType<typeof memoryBucket>;
const results = memoryBucket('results');
let runs: ReturnType<typeof openModel>;

beforeEach(() => {
  lake = memoryBucket('lake');
  runs = openModel(tableModel('runs', ['pk', 'sk']));
});

const figures = (sent: number) => ({
  ...{ mails: sent, sent, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0, cancelled: 0 },
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
});

async function runThatSent(runId: string, sentByPart: (number | undefined)[]): Promise<void> {
  const item = { runId, runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', baseSeq: 0 };
  const rest = { state: 'CLOSED', executionArn: 'e', parts: sentByPart.length };
  await openRuns(runs).createRun(RunSchema.parse({ ...item, ...rest }));
  await openCampaigns(runs).register(CAMPAIGN, 'news', runId);
  for (const [part, sent] of sentByPart.entries())
    if (sent !== undefined)
      await putJson(lake, runKeys.counts(runId, 'send', part), {
        ...figures(sent),
        ...{ waitSeconds: 0, resting: 0, campaigns: { [CAMPAIGN]: figures(sent) } },
      });
}

describe('what other runs found of a campaign', () => {
  const found = async (runId: string) =>
    (await openCloseRoom(lake, runs, results).figuresOfOthers(CAMPAIGN, runId)).map(({ sent }) => sent);

  it('are the figures of all their parts, and not of the run itself', async () => {
    await runThatSent('r1', [3, 4]);
    await runThatSent('r2', [9]);
    expect(await found('r2')).toEqual([3, 4]);
    expect(await found('r1')).toEqual([9]);
  });

  it('count once where an earlier program listed a run twice', async () => {
    await runThatSent('r1', [3]);
    const twice = { text: 'SET #runs = :twice', names: { runs: 'runs' }, values: { twice: ['r1', 'r1'] } };
    await runs.update({ pk: CAMPAIGN_PK, sk: CAMPAIGN }, twice);
    expect(await found('r2')).toEqual([3]);
  });

  it('are none where no other run has sent anything, or the campaign is nobody’s', async () => {
    await runThatSent('r1', [undefined]);
    expect(await found('r2')).toEqual([]);
    expect(await openCloseRoom(lake, runs, results).figuresOfOthers('another', 'r1')).toEqual([]);
  });
});
