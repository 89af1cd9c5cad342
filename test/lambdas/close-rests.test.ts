import { beforeEach, describe, expect, it } from 'vitest';
import { tellRests } from '../../lambdas/close/rests.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openCloseRoom } from '../../shared/adapters/close-room.ts';
import { type CampaignFigures, type PauseCause, PauseCauseSchema } from '../../shared/contract/campaigns.ts';
import { type RestNews, RestNewsSchema } from '../../shared/contract/run-news.ts';
import { openModel, tableModel } from '../support/dynamo/table.ts';
import { memoryBucket } from '../support/memory-bucket.ts';

const FIRST = '2026-10-08T02:30:00.000Z';
const SECOND = '2026-10-09T02:30:00.000Z';

const waiting = (pending: number): CampaignFigures => ({
  ...{ mails: 9, sent: 9 - pending, unknown: 0, refused: 0, suppressed: 0, heldOut: 0, capped: 0 },
  ...{ cancelled: 0, pending, covered: 0, delivered: 0, bounced: 0, complained: 0, awaited: 0, opened: 0 },
  newestUnknownAt: 0,
});

let results: ReturnType<typeof memoryBucket>;
let runs: ReturnType<typeof openModel>;
let campaigns: ReturnType<typeof openCampaigns>;
beforeEach(async () => {
  results = memoryBucket('results');
  runs = openModel(tableModel('runs', ['pk', 'sk']));
  campaigns = openCampaigns(runs);
  for (const id of ['gold', 'silver']) await campaigns.register(id, id, 'r1');
});

const room = () => openCloseRoom(memoryBucket('lake'), runs, results);
const look = (pending = 4, runId = 'r1') =>
  tellRests(
    room(),
    runId,
    new Map([
      ['gold', waiting(pending)],
      ['silver', waiting(pending)],
    ]),
  );

/** All news of the run whose last pause was at this instant. */
async function allNewsAt(at: string, runId = 'r1'): Promise<RestNews[]> {
  const keys = await results.list(`reports/${runId}/resting-${at.replaceAll(/[:.]/g, '-')}-`);
  const bodies = await Promise.all(keys.map(results.must));
  return bodies.map((body) => RestNewsSchema.parse(JSON.parse(body.toString('utf8'))));
}
async function newsAt(at: string): Promise<RestNews | undefined> {
  const [news, ...others] = await allNewsAt(at);
  expect(others).toEqual([]);
  return news;
}

describe('a campaign that came to rest by itself', () => {
  it.each(PauseCauseSchema.exclude(['person']).options)('is told of with its cause: %s', async (why) => {
    await campaigns.pause('gold', why, FIRST);
    await look();
    expect(await newsAt(FIRST)).toMatchObject({
      ...{ runId: 'r1', at: FIRST },
      campaigns: [{ campaignId: 'gold', why, pending: 4 }],
    });
  });

  it('is told of once for each pause, and together with what stopped at the same time', async () => {
    for (const id of ['gold', 'silver']) await campaigns.pause(id, 'ses', FIRST);
    await look();
    expect((await newsAt(FIRST))?.campaigns.map(({ campaignId }) => campaignId)).toEqual(['gold', 'silver']);
    await campaigns.resume('silver', SECOND);
    await campaigns.pause('silver', 'bounces', SECOND);
    await look();
    await look(3, 'r2');
    expect((await newsAt(SECOND))?.campaigns).toEqual([
      { campaignId: 'silver', why: 'bounces', at: SECOND, pending: 4 },
    ]);
    expect(await allNewsAt(SECOND, 'r2')).toEqual([]);
  });

  it('is told under the same key where the call that told of it died before it noted so', async () => {
    await campaigns.pause('gold', 'stale', FIRST);
    const dying = { ...room(), told: () => Promise.reject(new Error('killed')) };
    await expect(tellRests(dying, 'r1', new Map([['gold', waiting(4)]]))).rejects.toThrow('killed');
    const before = await newsAt(FIRST);
    await look(2);
    expect([before?.campaigns[0]?.pending, await newsAt(FIRST)]).toEqual([4, before]);
  });

  it.each([
    ['at the same instant', FIRST],
    ['at an earlier one', '2026-10-08T02:29:00.000Z'],
  ])('is told of though a call that told of another one, paused %s, died', async (_, at) => {
    await campaigns.pause('gold', 'stale', FIRST);
    const dying = { ...room(), told: () => Promise.reject(new Error('killed')) };
    await expect(tellRests(dying, 'r1', new Map([['gold', waiting(4)]]))).rejects.toThrow('killed');
    await campaigns.pause('silver', 'bounces', at);
    await look();
    await look();
    const told = (await allNewsAt(FIRST)).map((news) => news.campaigns.map(({ campaignId }) => campaignId));
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining([['gold'], ['gold', 'silver']]));
  });

  it.each<[string, PauseCause | undefined, number]>([
    ['one that a person paused', 'person', 4],
    ['one that goes on', undefined, 4],
    ['one of which no mail waits', 'bounces', 0],
  ])('nothing is told of %s', async (_, why, pending) => {
    if (why) await campaigns.pause('gold', why, FIRST);
    await look(pending);
    expect(await newsAt(FIRST)).toBeUndefined();
  });
});
