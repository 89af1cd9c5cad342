import { createHash } from 'node:crypto';
import { resultKeys } from '../contract/keys.ts';
import type { PeriodNews, RestNews, RunNews } from '../contract/run-news.ts';
import { STATE_VERSION } from '../domain/version.ts';
import type { Bucket } from './bucket.ts';

type Results = Pick<Bucket, 'putIfAbsent'>;
type Written<T> = Omit<T, 'version'>;

/** Lays news of a run where notify hears of it; news that lies there already is no news. */
export const runNewsTo =
  (results: Results) =>
  (news: Written<RunNews>): Promise<void> =>
    lay(results, resultKeys.report(news.runId, `${news.about}.json`), news);

/** The same of a period that waits for exports. */
export const periodNewsTo =
  (results: Results) =>
  (news: Written<PeriodNews>): Promise<void> =>
    lay(results, resultKeys.waiting(news.period), news);

/** The same of campaigns that came to rest. */
export const restNewsTo =
  (results: Results) =>
  (news: Written<RestNews>): Promise<void> =>
    lay(results, resultKeys.resting(news.runId, news.at, pausesOf(news)), news);

/**
 * Which campaigns were paused when, as hexadecimal digits. News of a call that died before it noted so must not stand for
 * a campaign that came to rest since.
 */
function pausesOf({ campaigns }: Pick<RestNews, 'campaigns'>): string {
  const pauses = campaigns.map(({ campaignId, at }) => JSON.stringify([campaignId, at])).sort();
  return createHash('sha256').update(pauses.join('\n')).digest('hex').slice(0, 16);
}

async function lay(results: Results, key: string, news: object): Promise<void> {
  await results.putIfAbsent(key, JSON.stringify({ version: STATE_VERSION, ...news }, null, 1));
}
