import { describe, expect, it } from 'vitest';
import {
  isDue,
  type LedgerEntry,
  lastOf,
  leaseLeft,
  outcomeOf,
  type ReadyMail,
  type Standing,
} from '../../../../shared/domain/mail/outcome.ts';

const mail: ReadyMail = {
  ...{ customerId: 'c1', customer: 'hash of c1', address: 'a@example.com' },
  ...{ skip: null, heldOut: null },
};
const entry = (state: LedgerEntry['state'], other: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ customer: 'hash of c1', runId: 'r1', state, startedAt: 0 },
  ...other,
});
const once = (first: LedgerEntry | undefined, second?: LedgerEntry) => ({ first, second });

describe('what became of a mail', () => {
  const rows: [string, LedgerEntry | undefined, string, string][] = [
    ['never claimed', undefined, 'pending', ''],
    ['on its way', entry('sending'), 'pending', ''],
    ['to be tried again', entry('claimed', { reason: 'Throttling' }), 'pending', 'Throttling'],
    ['sent', entry('sent'), 'sent', ''],
    ['not known', entry('unknown', { reason: 'timeout' }), 'unknown', 'timeout'],
    ['refused', entry('refused', { reason: 'MessageRejected' }), 'refused', 'MessageRejected'],
    ['suppressed', entry('suppressed', { reason: 'left_topic' }), 'suppressed', 'left_topic'],
    ['capped', entry('capped', { reason: 'cooldown' }), 'capped', 'cooldown'],
    ['sent by an earlier run', entry('sent', { runId: 'r0' }), 'suppressed', 'already_sent'],
    [
      'sent to another one with the address',
      entry('sent', { customer: 'hash of c0' }),
      'suppressed',
      'same_mailbox',
    ],
    ['sent to him, says an earlier program', entry('sent', { customer: 'c1' }), 'sent', ''],
    ['let go and not tried again', entry('released'), 'pending', 'released'],
  ];
  it.each(rows)('%s', (_, row, outcome, reason) => {
    expect(outcomeOf(mail, 'r1', once(row), 'running')).toEqual({ outcome, reason });
  });

  it.each<[string, LedgerEntry | undefined, ReadyMail['heldOut'], string, string]>([
    ['never claimed', undefined, null, 'suppressed', 'erased'],
    ['to be tried again', entry('claimed'), null, 'suppressed', 'erased'],
    ['let go', entry('released'), null, 'suppressed', 'erased'],
    ['sent before', entry('sent'), null, 'sent', ''],
    ['not known', entry('unknown', { reason: 'timeout' }), null, 'unknown', 'timeout'],
    ['capped before', entry('capped', { reason: 'cooldown' }), null, 'capped', 'cooldown'],
    ['held out before', undefined, 'campaign', 'heldOut', 'campaign'],
  ])('of somebody erased: %s', (_, row, heldOut, outcome, reason) => {
    const erased = { ...mail, customerId: '#erased-1', address: null, skip: 'erased', heldOut };
    expect(outcomeOf(erased, 'r1', once(row), 'running')).toEqual({ outcome, reason });
    expect(isDue(erased, once(row))).toBe(false);
  });

  const cancelled: [string, LedgerEntry | undefined, LedgerEntry | undefined, string, string][] = [
    ['never claimed', undefined, undefined, 'cancelled', ''],
    ['to be tried again', entry('claimed', { reason: 'Throttling' }), undefined, 'cancelled', ''],
    ['on its way', entry('sending'), undefined, 'pending', ''],
    ['sent before', entry('sent'), undefined, 'sent', ''],
    ['let go', entry('released'), undefined, 'unknown', 'released'],
    ['let go, to be tried again', entry('released'), entry('claimed'), 'unknown', 'released'],
    ['let go and sent', entry('released'), entry('sent'), 'sent', ''],
    ['let go, and SES told of it', entry('released', { facts: { delivery: 'm' } }), undefined, 'sent', ''],
  ];
  it.each(cancelled)('of a cancelled campaign: %s', (_, first, second, outcome, reason) => {
    expect(outcomeOf(mail, 'r1', { first, second }, 'cancelled')).toEqual({ outcome, reason });
  });

  it.each([
    ['the plan says why', { skip: 'no_consent' }, 'suppressed', 'no_consent'],
    ['there is no address', { address: null }, 'suppressed', 'no_address'],
    ['the address is empty', { address: '' }, 'suppressed', 'no_address'],
    ['it is of a control group', { heldOut: 'campaign' }, 'heldOut', 'campaign'],
  ] as const)('never meant to go out, whatever the ledger has: %s', (_, change, outcome, reason) => {
    const never = { ...mail, ...change };
    for (const standing of ['running', 'paused', 'cancelled'] satisfies Standing[])
      expect(outcomeOf(never, 'r1', once(entry('sent')), standing)).toEqual({ outcome, reason });
    expect(isDue(never, once(undefined))).toBe(false);
  });

  it.each([
    [undefined, true],
    [entry('claimed'), true],
    [entry('released'), true],
    [entry('claimed', { customer: 'c1' }), true],
    [entry('claimed', { customer: 'hash of c0' }), false],
    ...(['sending', 'sent', 'unknown', 'refused', 'suppressed', 'capped'] as const).map(
      (state) => [entry(state), false] as const,
    ),
  ] as const)('%j is due: %s', (row, due) => {
    expect(isDue(mail, once(row))).toBe(due);
  });

  it('the second attempt counts from its own row on, and only of a mail that was let go', () => {
    const [released, unknown, sent] = [entry('released'), entry('unknown'), entry('sent')];
    expect([lastOf(once(released)), lastOf(once(released, sent))]).toEqual([released, sent]);
    expect(lastOf(once(unknown, sent))).toBe(unknown);
    for (const second of [sent, unknown, entry('sending'), entry('refused')])
      expect(isDue(mail, once(released, second))).toBe(false);
    expect(isDue(mail, once(released, entry('claimed')))).toBe(true);
  });

  const out = entry('released', { facts: { send: 'm' } });
  const rejected = entry('released', { facts: { send: 'm', reject: 'm' } });
  const open = entry('released', { reason: 'timeout' });
  it.each([
    ['refused', open, entry('refused'), 'unknown', 'released_then_refused'],
    [
      'not allowed',
      open,
      entry('suppressed', { reason: 'left_topic' }),
      'unknown',
      'released_then_suppressed',
    ],
    ['one too many', open, entry('capped', { reason: 'cooldown' }), 'unknown', 'released_then_capped'],
    ['unknown', open, entry('unknown', { reason: 'reset' }), 'unknown', 'reset'],
    ['sent', open, entry('sent'), 'sent', ''],
    ['of another run', open, entry('capped', { runId: 'r2' }), 'suppressed', 'already_unknown'],
    ['refused, and the first arrived', out, entry('refused'), 'sent', ''],
    ['on its way, and the first arrived', out, entry('sending'), 'sent', ''],
    ['not allowed, and the first was rejected', rejected, entry('suppressed'), 'suppressed', ''],
  ])('a second attempt that is %s', (_, first, second, outcome, reason) => {
    expect(outcomeOf(mail, 'r1', { first, second }, 'running')).toEqual({ outcome, reason });
  });

  it('one that was let go and of which SES told is not tried again, whatever became of it', () => {
    for (const first of [out, rejected]) expect(isDue(mail, once(first))).toBe(false);
    expect(isDue(mail, once(out, entry('claimed')))).toBe(false);
    expect(isDue(mail, once(rejected, entry('claimed')))).toBe(true);
  });

  it('a lease ends after its time', () => {
    expect(leaseLeft(entry('sending', { startedAt: 1000 }), 1500, 1000)).toBe(500);
    expect(leaseLeft(entry('sending', { startedAt: 1000 }), 2000, 1000)).toBe(0);
  });
});
