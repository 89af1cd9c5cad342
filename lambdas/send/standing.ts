import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { mustRemember } from '../../shared/domain/mail/memory.ts';
import { leaseLeft } from '../../shared/domain/mail/outcome.ts';
import { isLetGo } from '../../shared/domain/mail/release.ts';
import type { Control } from './control.ts';
import type { SendDependencies } from './dependencies.ts';
import { type AttemptsOf, secondSid } from './letters.ts';

/** What the ledger holds of mails, the second attempts of released ones too. */
export async function attemptsAt(
  mails: readonly OutboxMail[],
  deps: Pick<SendDependencies, 'ledger' | 'keys'>,
): Promise<AttemptsOf> {
  const first = await deps.ledger.find(mails.map(({ sid }) => sid));
  const released = mails.filter(({ sid }) => first.get(sid)?.state === 'released');
  const seconds = released.map((mail) => [mail.sid, secondSid(mail, deps)] as const);
  const found = await deps.ledger.find(seconds.map(([, second]) => second));
  const second = new Map(seconds.map(([sid, name]) => [sid, found.get(name)]));
  return ({ sid }) => ({ first: first.get(sid), second: second.get(sid) });
}

/**
 * The ledger of a part as it stands after two chores: whoever died while sending leaves an unknown, which nobody repeats
 * by himself; and an unknown that a person let go, when it was a day old, is released, once.
 */
export async function standingAt(
  mails: readonly OutboxMail[],
  control: Control,
  deps: SendDependencies,
): Promise<AttemptsOf> {
  const attemptsOf = await attemptsAt(mails, deps);
  const rows = mails.flatMap((mail) => Object.values(attemptsOf(mail)).filter((row) => row !== undefined));
  const dead = rows.filter((row) => isDead(row, deps));
  for (const row of dead) await deps.ledger.abandon(row);
  const released = mails
    .flatMap((mail) => attemptsOf(mail).first ?? [])
    .filter((row) => mayBeReleased(row, control));
  if (released.length > 0) mustRemember(await deps.memory());
  for (const { sid } of released) await deps.ledger.release(sid);
  return dead.length + released.length === 0 ? attemptsOf : attemptsAt(mails, deps);
}

const isDead = (row: LedgerRow, { now, settings }: Pick<SendDependencies, 'now' | 'settings'>): boolean =>
  row.state === 'sending' && leaseLeft(row, now(), settings.leaseMs) <= 0;

const mayBeReleased = ({ state, campaignId, startedAt }: LedgerRow, control: Control): boolean =>
  state === 'unknown' && isLetGo(startedAt, control.releasedAt(campaignId));
