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
    lay(results, resultKeys.resting(news.runId, news.at), news);

async function lay(results: Results, key: string, news: object): Promise<void> {
  await results.putIfAbsent(key, JSON.stringify({ version: STATE_VERSION, ...news }, null, 1));
}
