import type { Item } from '../../../shared/adapters/table.ts';
import { type LedgerRow, LedgerRowSchema, type OutboxMail } from '../../../shared/contract/mails.ts';
import type { Accepted } from './account.ts';
import { optOutsOf } from './opt-outs.ts';

/** What SES took may stand under these alone, and nothing else under `sent`. */
const AFTER_ACCEPTANCE = new Set(['sending', 'unknown', 'released', 'sent']);

export interface Planned
  extends Pick<OutboxMail, 'sid' | 'mailbox' | 'rule' | 'topic' | 'heldOut' | 'skip' | 'campaignId'> {
  /** The sid of its one attempt after a release. */
  secondSid: string;
}

/**
 * Sees everything at the moment when it happens, and says at once what must not be: O1, O2, O3 and O5 of the faults'
 * oracles. Time is the order of what happened.
 */
export function truthOf(mails: readonly Planned[]) {
  const planned = new Map(
    mails.flatMap((mail) => [mail.sid, mail.secondSid].map((sid) => [sid, mail] as const)),
  );
  const accepted = new Map<string, Accepted[]>();
  const rows = new Map<string, LedgerRow>();
  /** By sid: when the row became `sending`, the last time. */
  const began = new Map<string, number>();
  /** By mailbox and scope: since when it must not be written to. */
  const closed = new Map<string, Map<string, number>>();
  const broken: string[] = [];
  let order = 0;

  const must = (oracle: string, holds: boolean, what: string): void => {
    if (!holds) broken.push(`${oracle}: ${what}`);
  };

  function onAccepted(mail: Accepted): void {
    order += 1;
    const { sid } = mail;
    const times = [...(accepted.get(sid) ?? []), mail];
    accepted.set(sid, times);
    must('O1', times.length === 1, `${sid} went out ${times.length} times`);
    const state = rows.get(sid)?.state ?? 'planned';
    must('O3', state === 'sending' || state === 'unknown', `${sid} went out while it was ${state}`);
    const plan = planned.get(sid);
    if (plan) mustBeOpen(plan, sid);
    else must('O1', false, `${sid} was never planned`);
  }

  function mustBeOpen(mail: Planned, sid: string): void {
    must('O5', mail.heldOut === null && mail.skip === null, `${sid} was never to go out`);
    if (sid === mail.secondSid)
      must('O1', rows.get(mail.sid)?.state === 'released', `${sid} went out before its first was released`);
    const scopes = ['all', 'suppressed', 'erased', `rule:${mail.rule}`, `topic:${mail.topic}`];
    for (const scope of scopes) {
      const since = closed.get(mail.mailbox)?.get(scope) ?? Number.POSITIVE_INFINITY;
      must('O5', since > (began.get(sid) ?? 0), `${sid} went out after ${scope}`);
    }
  }

  function onLedger(before: Item | undefined, after: Item | undefined): void {
    order += 1;
    const sid = String((after ?? before)?.sid);
    if (sid.startsWith('#')) return;
    must('O4', after !== undefined, `the row ${sid} is gone`);
    if (!after) return;
    const row = LedgerRowSchema.parse(after);
    if (row.state === 'sending' && before?.state !== 'sending') began.set(sid, order);
    rows.set(sid, row);
    const out = accepted.has(sid);
    must('O3', !out || AFTER_ACCEPTANCE.has(row.state), `${sid} went out and became ${row.state}`);
    must('O2', out || row.state !== 'sent', `${sid} is sent and never went out`);
  }

  function onMailbox(_: Item | undefined, after: Item | undefined): void {
    order += 1;
    must('O4', after !== undefined, 'a mailbox is gone');
    if (!after) return;
    const mailbox = String(after.mailbox);
    const known = closed.get(mailbox) ?? new Map<string, number>();
    const scopes = optOutsOf(after);
    closed.set(mailbox, new Map(scopes.map((scope) => [scope, known.get(scope) ?? order])));
  }

  return { accepted, rows, broken, must, onAccepted, onLedger, onMailbox };
}

export type Truth = ReturnType<typeof truthOf>;
