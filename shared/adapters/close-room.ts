import { SendCountsSchema } from '../contract/artifacts.ts';
import type { CampaignFigures } from '../contract/campaigns.ts';
import { runKeys } from '../contract/keys.ts';
import type { Bucket } from './bucket.ts';
import { openCampaigns } from './campaign-store.ts';
import { getParts } from './lines.ts';
import { openRunFolder } from './run-folder.ts';
import { restNewsTo } from './run-news.ts';
import { openRuns } from './run-store.ts';
import type { Table } from './table.ts';

/** What closing an outbox reads and writes. */
export function openCloseRoom(lake: Bucket, runs: Table, results: Bucket) {
  const { review, sendCounts } = openRunFolder(lake);
  const { run, moveRun } = openRuns(runs);
  const { find, figures, told } = openCampaigns(runs);

  /** A run that has sent nothing yet found nothing. */
  async function figuresIn(runId: string, campaignId: string): Promise<CampaignFigures[]> {
    const counts = await sendCounts(runId, (await run(runId))?.parts ?? 0);
    return counts.flatMap(({ campaigns }) => campaigns[campaignId] ?? []);
  }

  async function figuresOfOthers(campaignId: string, runId: string): Promise<CampaignFigures[]> {
    const known = (await find([campaignId])).get(campaignId)?.runs ?? [];
    // An earlier program may have listed a run twice.
    const others = new Set(known.filter((other) => other !== runId));
    return (await Promise.all([...others].map((other) => figuresIn(other, campaignId)))).flat();
  }

  return {
    ...{ moveRun, figures, figuresOfOthers, told },
    campaigns: async (ids: readonly string[]) => [...(await find(ids)).values()],
    tellRest: restNewsTo(results),
    planned: async (runId: string): Promise<number> => (await review(runId)).counts.mails,
    sent: (runId: string, parts: number) =>
      getParts(lake, parts, (part) => runKeys.counts(runId, 'send', part), SendCountsSchema),
  };
}
