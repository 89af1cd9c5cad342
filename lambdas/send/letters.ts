import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { type Attempts, isDue } from '../../shared/domain/mail/outcome.ts';
import type { SendDependencies } from './dependencies.ts';

/** A mail that is to be tried, under the name that this attempt has in the ledger. */
export interface Letter {
  mail: OutboxMail;
  sid: string;
  /** The one new attempt of an unknown that a person released. */
  isSecond: boolean;
  /** What stands in the ledger of this attempt: free again, or nothing. */
  standing: LedgerRow | undefined;
  /** The code that an earlier try or attempt carried. */
  offerCode: string | undefined;
}

/** Both attempts at every mail of a part. */
export type AttemptsOf = (mail: OutboxMail) => Attempts<LedgerRow>;

export const secondSid = (
  { campaignId, mailbox }: OutboxMail,
  { keys }: Pick<SendDependencies, 'keys'>,
): string => keys.sid(campaignId, mailbox, 2);

/** What is still to be sent; of two mails to one mailbox for one campaign, the first. */
export function dueOf(
  mails: readonly OutboxMail[],
  attemptsOf: AttemptsOf,
  deps: Pick<SendDependencies, 'keys'>,
): Letter[] {
  const due = mails.filter((mail) => isDue(mail, attemptsOf(mail)));
  const first = new Map(due.toReversed().map((mail) => [mail.sid, mail]));
  return due
    .filter((mail) => first.get(mail.sid) === mail)
    .map((mail) => letterOf(mail, attemptsOf(mail), deps));
}

function letterOf(
  mail: OutboxMail,
  { first, second }: Attempts<LedgerRow>,
  deps: Pick<SendDependencies, 'keys'>,
): Letter {
  const isSecond = first?.state === 'released';
  return {
    mail,
    sid: isSecond ? secondSid(mail, deps) : mail.sid,
    isSecond,
    standing: isSecond ? second : first,
    offerCode: second?.offerCode ?? first?.offerCode,
  };
}

/** Mails that one claim covers. */
const CHUNK = 100;

/**
 * The part cut into chunks of about a hundred mails, always at the same places. All mails of a mailbox lie in one chunk, so
 * that one worker sends them, in order of priority.
 */
export function chunksOf(mails: readonly OutboxMail[]): OutboxMail[][] {
  const chunks: OutboxMail[][] = [];
  for (const group of grouped(mails, ({ mailbox }) => mailbox)) {
    const last = chunks.at(-1);
    if (last && last.length < CHUNK) last.push(...group);
    else chunks.push([...group]);
  }
  return chunks;
}

/** The members of each group stay in order, and so do the groups by their first member. */
export function grouped<Member>(members: readonly Member[], nameOf: (member: Member) => string): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const group = groups.get(nameOf(member));
    if (group) group.push(member);
    else groups.set(nameOf(member), [member]);
  }
  return [...groups.values()];
}
