import { describe, expect, it } from 'vitest';
import { isDue, type LedgerEntry, leaseLeft, outcomeOf } from '../../../../shared/domain/mail/outcome.ts';

const mail = { customerId: 'c1', skip: null };
const entry = (state: LedgerEntry['state'], other: Partial<LedgerEntry> = {}): LedgerEntry => ({
  customerId: 'c1',
  runId: 'r1',
  state,
  startedAt: 0,
  ...other,
});

describe('what became of a mail', () => {
  const rows: [string, LedgerEntry | undefined, string, string][] = [
    ['never claimed', undefined, 'pending', ''],
    ['on its way', entry('sending'), 'pending', ''],
    ['to be tried again', entry('retry', { reason: 'Throttling' }), 'pending', 'Throttling'],
    ['sent', entry('sent'), 'sent', ''],
    ['not known', entry('unknown', { reason: 'timeout' }), 'unknown', 'timeout'],
    ['refused', entry('refused', { reason: 'MessageRejected' }), 'refused', 'MessageRejected'],
    ['capped', entry('capped', { reason: 'cooldown' }), 'capped', 'cooldown'],
    ['sent by an earlier run', entry('sent', { runId: 'r0' }), 'suppressed', 'already_sent'],
    [
      'sent to another one with the address',
      entry('sent', { customerId: 'c0' }),
      'suppressed',
      'same_mailbox',
    ],
  ];
  it.each(rows)('%s', (_, row, outcome, reason) => {
    expect(outcomeOf(mail, 'r1', row)).toEqual({ outcome, reason });
  });

  it('a mail that was never to go out says why, whatever the ledger has', () => {
    const skipped = { customerId: 'c1', skip: 'no_consent' };
    expect(outcomeOf(skipped, 'r1', entry('sent'))).toEqual({ outcome: 'suppressed', reason: 'no_consent' });
    expect(isDue(skipped, undefined)).toBe(false);
  });

  it.each([
    [undefined, true],
    [entry('retry'), true],
    [entry('retry', { customerId: 'c0' }), false],
    ...(['sending', 'sent', 'unknown', 'refused', 'suppressed', 'capped'] as const).map(
      (state) => [entry(state), false] as const,
    ),
  ] as const)('%j is due: %s', (row, due) => {
    expect(isDue(mail, row)).toBe(due);
  });

  it('a lease ends after its time', () => {
    expect(leaseLeft(entry('sending', { startedAt: 1000 }), 1500, 1000)).toBe(500);
    expect(leaseLeft(entry('sending', { startedAt: 1000 }), 2000, 1000)).toBe(0);
  });
});
