/** How often somebody may come: `burst` times at once, then once in `everyMs` milliseconds. */
export interface Allowance {
  burst: number;
  everyMs: number;
}

/** Visitors remembered at once; enough for an instance's life, little memory. */
const REMEMBERED = 10_000;

/**
 * Counts visits by token buckets, in memory. Who has been forgotten begins afresh, so the memory stays small however
 * many come.
 */
export function visitRate({ burst, everyMs }: Allowance, remembered = REMEMBERED) {
  /** When each visitor's bucket is full again, epoch milliseconds; who came longest ago stands first. */
  const fullAt = new Map<string, number>();

  function remember(visitor: string, at: number): void {
    fullAt.delete(visitor);
    fullAt.set(visitor, at);
    const [oldest] = fullAt.keys();
    if (fullAt.size > remembered && oldest !== undefined) fullAt.delete(oldest);
  }

  /** Milliseconds until the visitor may come again; 0 = this visit is granted, and counted. */
  return function visit(visitor: string, now: number): number {
    const full = Math.max(fullAt.get(visitor) ?? now, now) + everyMs;
    const wait = full - now - burst * everyMs;
    if (wait > 0) return wait;
    remember(visitor, full);
    return 0;
  };
}

/** An IPv4 address, or the /64 network of an IPv6 one, which one household or server has as a whole. */
export function network(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [front = [], back] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const gap = back === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array.from({ length: gap }, () => '0'), ...(back ?? [])].slice(0, 4).join(':');
}

/** Attempts with a damaged link or an address, from one network and on one instance; and coming back to one mailbox. */
const LIMITS = {
  network: { burst: 20, everyMs: 6_000 },
  instance: { burst: 300, everyMs: 200 },
  comeBack: { burst: 10, everyMs: 60_000 },
};

/**
 * How often the unsubscribe page may be tried. Leaving by a genuine link is never counted: the services that do it for
 * their users share a few addresses. Each answers the milliseconds to wait; 0 = go on.
 */
export function pageRate() {
  const [byNetwork, byInstance] = [visitRate(LIMITS.network), visitRate(LIMITS.instance)];
  const byMailbox = visitRate(LIMITS.comeBack);
  return {
    damaged: (address: string, now: number): number =>
      byNetwork(network(address), now) || byInstance('all', now),
    comeBack: (mailbox: string, now: number): number => byMailbox(mailbox, now),
  };
}
