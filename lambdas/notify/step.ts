import type { Notified, Notify } from '../../shared/contract/notices.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { routeOf } from './routes.ts';
import { notTaken, tell } from './tell.ts';

const NONE = { sent: 0, refused: 0, unknown: 0, suppressed: 0, before: 0 };

/**
 * Tells the addresses that the policy names what became of an upload, how a run stands, or what waits for people, each at
 * most once. No customer is ever in such a mail.
 */
export const notify =
  (deps: NotifyDependencies) =>
  async (event: Notify): Promise<Notified> => {
    const policy = await deps.policy();
    const route = routeOf(event);
    const addresses = each(policy.notify[route.to]);
    if (addresses.length === 0) return { status: 'nobody', ...NONE };
    const news = await route.news(deps, policy);
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
