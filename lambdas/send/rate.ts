import { localDateOf } from '../../shared/domain/dates.ts';
import type { AccountState } from '../../shared/domain/mail/account.ts';
import { stopwatch } from '../../shared/domain/mail/lease.ts';
import { pace } from '../../shared/domain/mail/pace.ts';
import { aliveOf, dayShare, rateShare } from '../../shared/domain/mail/share.ts';
import { leftToday } from '../../shared/domain/mail/spread.ts';
import type { Batch, SendDependencies } from './dependencies.ts';

const BEAT_MS = 5000;

export type Rate = Awaited<ReturnType<typeof openRate>>;
type Needed = Pick<SendDependencies, 'senders' | 'now' | 'elapsed'>;

/** What this worker may send a second and today: the account's rate and quota, divided by all who send just now. */
export async function openRate(owner: string, account: AccountState, { policy }: Batch, deps: Needed) {
  const today = localDateOf(new Date(deps.now()).toISOString(), policy.timeZone);
  const left = leftToday(account, policy.mail.reserve, policy.mail.warmUp, today);
  const alive = async () => aliveOf(await deps.senders.beat(owner, deps.now()), deps.now());

  const workers = await alive();
  let share = dayShare(left, workers);
  let since = stopwatch(deps);
  let taken = 0;
  const own = pace(rateShare(account.perSecond, workers));

  return {
    pace: own,
    /** Mails of today's that this worker may still send. His share never grows: who has left has used his own up. */
    room: (): number => share - taken,
    take(): void {
      taken += 1;
    },
    giveBack(): void {
      taken -= 1;
    },
    async refresh(): Promise<void> {
      if (since() < BEAT_MS) return;
      since = stopwatch(deps);
      const sharers = await alive();
      share = Math.min(share, dayShare(left, sharers));
      own.share(rateShare(account.perSecond, sharers));
    },
    leave: () => deps.senders.leave(owner),
  };
}
