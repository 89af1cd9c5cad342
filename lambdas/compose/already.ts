import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { type Attempts, outcomeOf } from '../../shared/domain/mail/outcome.ts';
import { isMailable } from '../../shared/domain/mail/ready.ts';
import type { ComposeDependencies } from './dependencies.ts';

type Needed = Pick<ComposeDependencies, 'begun' | 'ledgerRows' | 'keys'>;
type AttemptsAt = (mail: OutboxMail) => Attempts<LedgerRow>;

const SECOND = 2;

/**
 * The mails, each with what an earlier run of its campaign has decided of it, so that a plan does not promise it again.
 * Only campaigns with mails on their way are looked up: the first run of a period reads nothing of the ledger. What changes
 * between this look and the mailing, the sender finds out for itself.
 */
export async function withDecided(
  runId: string,
  mails: readonly OutboxMail[],
  deps: Needed,
): Promise<OutboxMail[]> {
  const known = await deps.begun([...new Set(mails.map(({ campaignId }) => campaignId))]);
  const isAsked = (mail: OutboxMail) =>
    isMailable(mail) && mail.heldOut === null && known.has(mail.campaignId);
  const attemptsAt = await attemptsOf(mails.filter(isAsked), deps);
  return mails.map((mail) => {
    if (!isAsked(mail)) return mail;
    const { outcome, reason } = outcomeOf(mail, runId, attemptsAt(mail), 'running');
    return outcome === 'pending' ? mail : { ...mail, already: reason };
  });
}

/** What the ledger holds of mails, the second attempts of those that a person released too. */
async function attemptsOf(mails: readonly OutboxMail[], { ledgerRows, keys }: Needed): Promise<AttemptsAt> {
  const first = await rowsOf(
    mails.map(({ sid }) => sid),
    ledgerRows,
  );
  const secondOf = ({ campaignId, mailbox }: OutboxMail) => keys.sid(campaignId, mailbox, SECOND);
  const released = mails.filter(({ sid }) => first.get(sid)?.state === 'released');
  const second = await rowsOf(released.map(secondOf), ledgerRows);
  return (mail) => ({
    first: first.get(mail.sid),
    second: second.size === 0 ? undefined : second.get(secondOf(mail)),
  });
}

const rowsOf = async (
  sids: readonly string[],
  ledgerRows: Needed['ledgerRows'],
): Promise<ReadonlyMap<string, LedgerRow>> => (sids.length === 0 ? new Map() : ledgerRows(sids));
