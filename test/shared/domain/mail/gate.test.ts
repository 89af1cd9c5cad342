import { describe, expect, it } from 'vitest';
import { cooldownOf, judge, type KnownMailbox } from '../../../../shared/domain/mail/gate.ts';

const mail = { rule: 'up-to-gold', tier: 'gold', on: '2026-10-01' };
const sentOn = (on: string, other: Partial<typeof mail> = {}) => ({
  recent: { old: { ...mail, ...other, on } },
});

describe('the mailbox gate', () => {
  const rows: [string, KnownMailbox, string][] = [
    ['lets a first mail through', {}, 'pass'],
    ['keeps an unsubscription', { unsubscribedAt: '2026-01-01T00:00:00Z' }, 'suppressed unsubscribed'],
    ['keeps a bounce', { suppressed: 'bounce' }, 'suppressed bounce'],
    ['keeps a complaint', { suppressed: 'complaint' }, 'suppressed complaint'],
    ['caps the same rule and tier 29 days later', sentOn('2026-09-02'), 'capped cooldown'],
    ['lets them through after 30 days', sentOn('2026-09-01'), 'pass'],
    ['lets another rule through', sentOn('2026-09-30', { rule: 'quarterly-gold' }), 'pass'],
    ['lets another tier through', sentOn('2026-09-30', { tier: 'silver' }), 'pass'],
    ['lets the same mail through again', { recent: { new: mail } }, 'pass'],
  ];
  it.each(rows)('%s', (_, mailbox, expected) => {
    const verdict = judge(mailbox, 'new', mail, 30);
    expect(verdict.pass ? 'pass' : `${verdict.state} ${verdict.reason}`).toBe(expected);
  });

  it('lets a monthly membership mail through after the 28 days of February', () => {
    const january = { rule: 'monthly-gold', tier: 'gold', on: '2026-01-31' };
    const february = { ...january, on: '2026-02-28' };
    const verdict = (kind: 'membership' | 'movement') =>
      judge({ recent: { january } }, 'february', february, cooldownOf(kind, 30)).pass;
    expect([verdict('membership'), verdict('movement')]).toEqual([true, false]);
  });

  it('remembers the newest fifty mails', () => {
    const old = Array.from({ length: 60 }, (_, i) => [
      `s${i}`,
      { ...mail, rule: `r${i}`, on: `2026-0${1 + (i % 9)}-01` },
    ]);
    const verdict = judge({ recent: Object.fromEntries(old) }, 'new', mail, 30);
    expect(verdict.pass && Object.keys(verdict.recent)).toHaveLength(50);
    expect(verdict.pass && verdict.recent.new).toEqual(mail);
  });
});
