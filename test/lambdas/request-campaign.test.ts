import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { campaign } from '../../lambdas/request/campaign.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { CAMPAIGN_PK, type CampaignFigures, EVERY } from '../../shared/contract/campaigns.ts';
import { RunSchema } from '../../shared/contract/runs.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

let stores: Stores;
const started: { name: string; input: unknown }[] = [];
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const GOLD = 'quarterly-gold@2026-Q3';
const OLD_GOLD = 'quarterly-gold@2026-Q2';
const UP = 'up-to-gold@after-1';

const run = (runId: string, runSeq: number, state: 'COMMITTED' | 'CLOSED') =>
  RunSchema.parse({
    ...{ runId, runSeq, state, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ executionArn: 'arn', baseSeq: 0, parts: 3 },
  });
const RUNS = [run('r1', 1, 'CLOSED'), run('r2', 2, 'COMMITTED')];

beforeEach(async () => {
  started.length = 0;
  for (const item of await stores.runs.query(CAMPAIGN_PK))
    await stores.runs.remove({ pk: CAMPAIGN_PK, sk: item.sk });
  const campaigns = openCampaigns(stores.runs);
  await campaigns.register(OLD_GOLD, 'quarterly-gold', 'r1');
  await campaigns.register(GOLD, 'quarterly-gold', 'r2');
  await campaigns.register(UP, 'up-to-gold', 'r2');
});

type Act = 'pause' | 'resume' | 'cancel' | 'release';
const AT = '2026-10-05T08:00:00.000Z';

const ask = (act: Act, named: string, at = AT) =>
  campaign(
    {
      campaigns: openCampaigns(stores.runs),
      run: async (runId) => RUNS.find((one) => one.runId === runId),
      runs: async () => RUNS,
      startMail: async (name, input) => void started.push({ name, input }),
    },
    { want: 'campaign', act, campaign: named },
    { at, name: 'request-7' },
  );

const statuses = async () =>
  Object.fromEntries(
    (await openCampaigns(stores.runs).all()).map(({ campaignId, status }) => [campaignId, status]),
  );

const figures = (other: Partial<CampaignFigures> = {}): CampaignFigures => ({
  ...{ mails: 1000, sent: 990, unknown: 10, refused: 0, suppressed: 0, heldOut: 0, capped: 0 },
  ...{
    cancelled: 0,
    pending: 0,
    covered: 989,
    delivered: 980,
    bounced: 0,
    complained: 0,
    awaited: 0,
    opened: 0,
  },
  newestUnknownAt: Date.parse('2026-10-03T00:00:00Z'),
  ...other,
});

describe('a request about campaigns', () => {
  it('pauses one by its id, and starts nothing', async () => {
    expect(await ask('pause', GOLD)).toMatchObject({ campaigns: [{ campaignId: GOLD }] });
    expect(await statuses()).toEqual({ [OLD_GOLD]: 'running', [GOLD]: 'paused', [UP]: 'running' });
    expect(started).toEqual([]);
  });

  it('takes the name of a rule for all that follow it', async () => {
    await ask('pause', 'quarterly-gold');
    expect(await statuses()).toEqual({ [OLD_GOLD]: 'paused', [GOLD]: 'paused', [UP]: 'running' });
  });

  it('resumes one, and its run’s mail goes on', async () => {
    await ask('pause', GOLD);
    await ask('resume', GOLD);
    expect((await statuses())[GOLD]).toBe('running');
    expect(started).toEqual([{ name: 'request-7-2', input: { runId: 'r2', parts: 3 } }]);
  });

  it.each([
    ['resume', UP, 'r2'],
    ['resume', OLD_GOLD, undefined],
    ['cancel', UP, 'r2'],
    ['release', OLD_GOLD, 'r1'],
  ] as const)(
    'after %s of %s the mail machine goes on where mails are left, and is not started for a run that is closed: %s',
    async (act, named, runId) => {
      await openCampaigns(stores.runs).figures(OLD_GOLD, figures());
      if (act === 'resume') await ask('pause', named);
      await ask(act, named);
      expect(started.map(({ input }) => input)).toEqual(runId === undefined ? [] : [{ runId, parts: 3 }]);
    },
  );

  it('stops every mail with one word, also while no campaign is known', async () => {
    await ask('pause', EVERY);
    expect((await statuses())[EVERY]).toBe('paused');
    await ask('resume', EVERY);
    expect((await statuses())[EVERY]).toBe('running');
    expect(started).toEqual([{ name: 'request-7-2', input: { runId: 'r2', parts: 3 } }]);
  });

  it('cancels for good: it can neither be resumed nor paused, and its run is closed', async () => {
    await ask('cancel', UP);
    expect(started).toHaveLength(1);
    for (const act of ['resume', 'pause'] as const)
      await expect(ask(act, UP)).rejects.toThrow('E_CAMPAIGN_CANCELLED');
    expect((await statuses())[UP]).toBe('cancelled');
  });

  it('does not cancel a campaign that is done, and leaves its state as it is', async () => {
    await openCampaigns(stores.runs).figures(OLD_GOLD, figures());
    await expect(ask('cancel', OLD_GOLD)).rejects.toThrow('E_CAMPAIGN_DONE');
    expect((await statuses())[OLD_GOLD]).toBe('running');
    await ask('cancel', 'quarterly-gold');
    expect(await statuses()).toMatchObject({ [OLD_GOLD]: 'running', [GOLD]: 'cancelled' });
  });

  it('takes the name of a rule for those of its campaigns that are not cancelled', async () => {
    await ask('cancel', OLD_GOLD);
    expect(await ask('pause', 'quarterly-gold')).toMatchObject({ campaigns: [{ campaignId: GOLD }] });
    expect(await statuses()).toMatchObject({ [OLD_GOLD]: 'cancelled', [GOLD]: 'paused' });
    await ask('resume', 'quarterly-gold');
    expect(await statuses()).toMatchObject({ [OLD_GOLD]: 'cancelled', [GOLD]: 'running' });
  });

  it('refuses the name of a rule where every campaign of it is cancelled; to cancel again is no error', async () => {
    await ask('cancel', 'quarterly-gold');
    await expect(ask('pause', 'quarterly-gold')).rejects.toThrow('E_CAMPAIGN_CANCELLED');
    await expect(ask('cancel', 'quarterly-gold')).resolves.toBeDefined();
  });

  it('releases by the name of a rule those that can be, and says again what stands against the others', async () => {
    await openCampaigns(stores.runs).figures(GOLD, figures());
    expect(await ask('release', 'quarterly-gold')).toMatchObject({ campaigns: [{ campaignId: GOLD }] });
    await expect(ask('release', OLD_GOLD)).rejects.toThrow('E_NOTHING_UNKNOWN');
    expect((await openCampaigns(stores.runs).find([OLD_GOLD])).get(OLD_GOLD)?.releasedAt).toBeUndefined();
  });

  it('does not release a campaign that was cancelled', async () => {
    await openCampaigns(stores.runs).figures(GOLD, figures());
    await ask('cancel', GOLD);
    await expect(ask('release', GOLD)).rejects.toThrow('E_CAMPAIGN_CANCELLED');
  });

  it('goes on with a closed run whose released mails were caught by a pause of everything', async () => {
    const campaigns = openCampaigns(stores.runs);
    await campaigns.figures(OLD_GOLD, figures());
    await ask('release', OLD_GOLD);
    await ask('pause', EVERY);
    await campaigns.figures(OLD_GOLD, figures({ unknown: 0, pending: 10 }));
    started.length = 0;
    await ask('resume', EVERY);
    expect(started.map(({ input }) => input)).toEqual([
      { runId: 'r1', parts: 3 },
      { runId: 'r2', parts: 3 },
    ]);
    await campaigns.figures(OLD_GOLD, figures({ sent: 1000, unknown: 0 }));
    started.length = 0;
    await ask('resume', EVERY);
    expect(started.map(({ input }) => input)).toEqual([{ runId: 'r2', parts: 3 }]);
  });

  it.each(['pause', 'resume', 'cancel', 'release'] as const)(
    'says that there is no such campaign to %s',
    async (act) => {
      await expect(ask(act, 'nobody')).rejects.toThrow('E_NO_CAMPAIGN');
    },
  );

  it('does not cancel everything with one word', async () => {
    await ask('pause', EVERY);
    await expect(ask('cancel', EVERY)).rejects.toThrow('can only be paused and resumed');
    await expect(ask('release', EVERY)).rejects.toThrow('can only be paused and resumed');
  });

  it('releases unknown mails once, says the odds, and its run’s mail goes on', async () => {
    await openCampaigns(stores.runs).figures(GOLD, figures());
    const told = await ask('release', GOLD);
    expect(told.campaigns?.[0]?.odds?.unknown).toBe(10);
    expect(told.campaigns?.[0]?.odds?.duplicatesAtMost).toBeCloseTo(10 / 990, 9);
    expect(started).toHaveLength(1);
    await expect(ask('release', GOLD, '2026-10-06T08:00:00.000Z')).rejects.toThrow('E_RELEASED_BEFORE');
  });

  it.each([
    ['there are none', figures({ unknown: 0 }), 'E_NOTHING_UNKNOWN'],
    [
      'one is younger than a day',
      figures({ newestUnknownAt: Date.parse(AT) - 86_399_999 }),
      'E_RELEASE_TOO_EARLY',
    ],
    ['SES told of too few', figures({ covered: 984 }), 'E_RELEASE_COVERAGE'],
    ['nothing was surely sent', figures({ sent: 0, covered: 0 }), 'E_RELEASE_COVERAGE'],
  ])('does not release unknown mails when %s', async (_, found, code) => {
    await openCampaigns(stores.runs).figures(GOLD, found);
    await expect(ask('release', GOLD)).rejects.toThrow(code);
    expect((await openCampaigns(stores.runs).find([GOLD])).get(GOLD)?.releasedAt).toBeUndefined();
  });

  it('releases with exactly the coverage that is needed', async () => {
    await openCampaigns(stores.runs).figures(GOLD, figures({ sent: 1000, covered: 995 }));
    await expect(ask('release', GOLD)).resolves.toBeDefined();
  });
});
