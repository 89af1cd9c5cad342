import type { ObjectCreated } from '../../shared/contract/intake.ts';
import type { Notified } from '../../shared/contract/notices.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { runNews, runNewsAt } from './run-news.ts';
import { notTaken, tell } from './tell.ts';
import { uploadNews } from './upload-news.ts';

const NONE = { sent: 0, refused: 0, unknown: 0, suppressed: 0, before: 0 };

/**
 * Tells the addresses that the policy names what became of an upload, or how a run stands, each at most once. No
 * customer is ever in such a mail.
 */
export const notify =
  (deps: NotifyDependencies) =>
  async ({ detail }: ObjectCreated): Promise<Notified> => {
    const { key, 'version-id': versionId } = detail.object;
    const policy = await deps.policy();
    const ofRun = runNewsAt(key);
    const addresses = each(ofRun ? policy.notify.runs : policy.notify.answers);
    if (addresses.length === 0) return { status: 'nobody', ...NONE };
    const news = await (ofRun ? runNews(deps, policy, ofRun) : uploadNews(deps, policy, key, versionId));
    if (!news) return { status: 'ignored', ...NONE };
    const counts = { ...NONE, retry: 0 };
    for (const address of addresses) counts[await tell(deps, policy, news, address)] += 1;
    const { retry, ...told } = counts;
    if (retry > 0) throw notTaken();
    return { status: 'told', ...told };
  };

/** However often and however it is written. */
const each = (addresses: readonly string[]): string[] => [
  ...new Set(addresses.map((address) => address.toLowerCase())),
];
