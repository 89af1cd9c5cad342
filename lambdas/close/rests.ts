import type { CampaignFigures, CampaignState } from '../../shared/contract/campaigns.ts';
import type { RestNews } from '../../shared/contract/run-news.ts';

export interface RestDependencies {
  campaigns(ids: readonly string[]): Promise<CampaignState[]>;
  /** Tells the shop's people, unless it was told before. */
  tellRest(news: Omit<RestNews, 'version'>): Promise<void>;
  /** Notes that they were told of the campaign's pause of that instant. */
  told(campaignId: string, at: string): Promise<void>;
}

/**
 * Tells once for each pause of campaigns that rest without anybody having asked for it, while mails of them wait: only a
 * person lets them go on. Told first and noted then, so that a call killed between tells the same pauses
 * under the same key again.
 */
export async function tellRests(
  { campaigns, tellRest, told }: RestDependencies,
  runId: string,
  figures: ReadonlyMap<string, CampaignFigures>,
): Promise<void> {
  const waiting = [...figures].filter(([, { pending }]) => pending > 0).map(([id]) => id);
  const resting = (await campaigns(waiting)).flatMap(restOf);
  if (resting.length === 0) return;
  const pendingOf = (id: string): number => figures.get(id)?.pending ?? 0;
  await tellRest({
    ...{ about: 'resting', runId, at: resting.map(({ at }) => at).reduce(later) },
    campaigns: resting.map((rest) => ({ ...rest, pending: pendingOf(rest.campaignId) })),
  });
  for (const { campaignId, at } of resting) await told(campaignId, at);
}

type Rest = Omit<RestNews['campaigns'][number], 'pending'> & { at: string };

/** A pause by itself that nobody was told of. */
function restOf({ campaignId, status, why, at, toldAt }: CampaignState): Rest[] {
  const isOwn = status === 'paused' && why !== undefined && why !== 'person';
  return isOwn && at !== undefined && at !== toldAt ? [{ campaignId, why, at }] : [];
}

const later = (a: string, b: string): string => (a > b ? a : b);
