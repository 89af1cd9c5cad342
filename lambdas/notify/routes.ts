import type { Notify } from '../../shared/contract/notices.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { periodNews } from './period-news.ts';
import { restNews } from './rest-news.ts';
import { runNews, runNewsAt } from './run-news.ts';
import { stopNews } from './stop-news.ts';
import type { News } from './tell.ts';
import { uploadNews } from './upload-news.ts';

/** Whom an event is for, by the policy's lists, and what is told of it; `undefined` = nothing. */
interface Route {
  to: keyof Policy['notify'];
  news(deps: NotifyDependencies, policy: Pick<Policy, 'shop' | 'timeZone'>): Promise<News | undefined>;
}

const WAITING = /^reports\/period-([^/]+)\/waiting\.json$/;
const RESTING = /^reports\/([^/]+)\/(resting-[\dTZa-f-]+)\.json$/;

export function routeOf({ detail }: Notify): Route {
  if ('stateMachineArn' in detail)
    return { to: 'runs', news: (deps, policy) => stopNews(deps, policy, detail) };
  const { key, 'version-id': versionId } = detail.object;
  return (
    ofRun(key) ?? { to: 'answers', news: (deps, { shop }) => uploadNews(deps, { shop }, key, versionId) }
  );
}

/** Of news that lies among the reports. */
function ofRun(key: string): Route | undefined {
  const [, period] = WAITING.exec(key) ?? [];
  if (period !== undefined) return { to: 'runs', news: (deps, policy) => periodNews(deps, policy, period) };
  const [, runId, name] = RESTING.exec(key) ?? [];
  if (runId !== undefined && name !== undefined)
    return { to: 'runs', news: (deps, policy) => restNews(deps, policy, { runId, name }) };
  const run = runNewsAt(key);
  return run && { to: 'runs', news: (deps, policy) => runNews(deps, policy, run) };
}
