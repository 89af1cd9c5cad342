import type { ChunkClaim } from '../../shared/contract/mails.ts';
import { epochToTake, ownLease, type Stopwatch, stopwatch } from '../../shared/domain/mail/lease.ts';
import type { SendDependencies } from './dependencies.ts';

export type ChunkLease = NonNullable<Awaited<ReturnType<typeof claimChunk>>>;
type Needed = Pick<SendDependencies, 'claims' | 'now' | 'elapsed' | 'settings'>;

/** The chunk for this worker alone; `undefined` = another one is at it. */
export async function claimChunk(
  { sid, runSeq, owner }: { sid: string; runSeq: number; owner: string },
  standing: ChunkClaim | undefined,
  deps: Needed,
) {
  const { leaseMs } = deps.settings;
  const asked = stopwatch(deps);
  const now = deps.now();
  const epoch = epochToTake(standing, runSeq, now, leaseMs);
  if (epoch === undefined) return undefined;
  const claim = { sid, owner, epoch, leaseUntil: now + leaseMs };
  return (await deps.claims.take(claim, standing)) ? leaseOf(claim, asked, deps) : undefined;
}

function leaseOf(claim: ChunkClaim, taken: Stopwatch, deps: Needed) {
  const { leaseMs } = deps.settings;
  const lease = ownLease(leaseMs, taken);
  let isLost = false;
  let renewing: Promise<void> | undefined;

  const holds = (): boolean => !isLost && lease.holds();

  async function extend(): Promise<void> {
    const asked = stopwatch(deps);
    if (await deps.claims.extend(claim, deps.now() + leaseMs)) lease.renewed(asked);
    else isLost = true;
  }

  return {
    epoch: claim.epoch,
    holds,
    /** Makes it last on where half of it is used; one renewal at a time. */
    async renew(): Promise<void> {
      if (!holds() || !lease.isAging()) return;
      renewing ??= extend().finally(() => {
        renewing = undefined;
      });
      await renewing;
    },
    /** Lets the next worker have it at once. */
    async giveUp(): Promise<void> {
      if (!isLost) await deps.claims.extend(claim, 0);
    },
  };
}
