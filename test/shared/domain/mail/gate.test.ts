import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../shared/domain/dates.ts';
import {
  type AskingMail,
  cooldownOf,
  type Frequency,
  judge,
  type KnownMailbox,
  type RecentMail,
} from '../../../../shared/domain/mail/gate.ts';

const mail: AskingMail = { rule: 'up-to-gold', tier: 'gold', topic: 'tier', on: '2026-10-01' };
const { topic: _, ...recently } = mail;
const TODAY = '2026-10-20';
const often: Frequency = { cooldownDays: 30, caps: [] };
const sentOn = (on: string, other: Partial<RecentMail> = {}) => ({
  recent: { old: { ...recently, ...other, on } },
});
const bounced = (...days: string[]) => ({
  softBounces: Object.fromEntries(days.map((day, i) => [`s${i}`, day])),
});
const said = (mailbox: KnownMailbox, frequency = often) => {
  const verdict = judge(mailbox, 'new', mail, frequency, TODAY);
  return verdict.pass ? 'pass' : `${verdict.state} ${verdict.reason}`;
};
const AT = '2026-01-01T00:00:00Z';

describe('the mailbox gate', () => {
  const rows: [string, KnownMailbox, string][] = [
    ['lets a first mail through', {}, 'pass'],
    ['keeps who was erased', { erasedAt: AT }, 'suppressed erased'],
    ['keeps an unsubscription', { unsubscribedAt: AT }, 'suppressed unsubscribed'],
    ['keeps who left the topic', { left: { 'topic:tier': AT } }, 'suppressed left_topic'],
    ['keeps who left the campaign', { left: { 'rule:up-to-gold': AT } }, 'suppressed left_campaign'],
    ['lets through what he did not leave', { left: { 'topic:offers': AT, 'rule:other': AT } }, 'pass'],
    ['keeps a bounce', { suppressed: 'bounce' }, 'suppressed bounce'],
    ['keeps a complaint', { suppressed: 'complaint' }, 'suppressed complaint'],
    [
      'rests after three soft bounces within 90 days',
      bounced('2026-07-23', '2026-10-01', '2026-10-19'),
      'suppressed soft_bounces',
    ],
    ['not when one of them is 90 days old', bounced('2026-07-22', '2026-10-01', '2026-10-19'), 'pass'],
    ['not after two', bounced('2026-10-18', '2026-10-19'), 'pass'],
    ['caps the same rule and tier 29 days later', sentOn('2026-09-02'), 'capped cooldown'],
    ['lets them through after 30 days', sentOn('2026-09-01'), 'pass'],
    ['lets another rule through', sentOn('2026-09-30', { rule: 'quarterly-gold' }), 'pass'],
    ['lets another tier through', sentOn('2026-09-30', { tier: 'silver' }), 'pass'],
    ['lets the same mail through again', { recent: { new: recently } }, 'pass'],
  ];
  it.each(rows)('%s', (_name, mailbox, expected) => {
    expect(said(mailbox)).toBe(expected);
  });

  it('caps the mails of all campaigns within the days of a cap, and the mail itself does not count', () => {
    const caps = [
      { mails: 2, days: 7 },
      { mails: 3, days: 30 },
    ];
    const sent = (...days: string[]) => ({
      recent: Object.fromEntries(days.map((on, i) => [`s${i}`, { rule: `r${i}`, tier: 'gold', on }])),
    });
    const frequency = { cooldownDays: 0, caps };
    expect(said(sent('2026-09-30', '2026-09-25'), frequency)).toBe('capped frequency');
    expect(said(sent('2026-09-30', '2026-09-24'), frequency)).toBe('pass');
    expect(said(sent('2026-09-30', '2026-09-20', '2026-09-10'), frequency)).toBe('capped frequency');
    const itself = { recent: { ...sent('2026-09-30').recent, new: recently } };
    expect(said(itself, frequency)).toBe('pass');
  });

  it('however mails come to a mailbox, none passes that would break a cap', () => {
    const caps = [{ mails: 3, days: 10 }];
    const days = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(days, (offsets) => {
        let mailbox: KnownMailbox = {};
        const passed: number[] = [];
        for (const [i, offset] of offsets.toSorted((a, b) => a - b).entries()) {
          const asking = { ...mail, rule: `r${i}`, on: addDays('2026-01-01', offset) };
          const verdict = judge(mailbox, `s${i}`, asking, { cooldownDays: 30, caps }, TODAY);
          if (!verdict.pass) continue;
          mailbox = { recent: verdict.recent };
          passed.push(offset);
        }
        for (const day of passed)
          expect(passed.filter((other) => other <= day && day - other < 10).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('lets a monthly membership mail through after the 28 days of February', () => {
    const january = { rule: 'monthly-gold', tier: 'gold', on: '2026-01-31' };
    const february = { ...mail, ...january, on: '2026-02-28' };
    const passes = (kind: 'membership' | 'movement') =>
      judge(
        { recent: { january } },
        'february',
        february,
        { caps: [], cooldownDays: cooldownOf(kind, 30) },
        TODAY,
      ).pass;
    expect([passes('membership'), passes('movement')]).toEqual([true, false]);
  });

  it('remembers the newest fifty mails', () => {
    const old = Array.from({ length: 60 }, (_name, i) => [
      `s${i}`,
      { ...recently, rule: `r${i}`, on: `2026-0${1 + (i % 9)}-01` },
    ]);
    const verdict = judge({ recent: Object.fromEntries(old) }, 'new', mail, often, TODAY);
    expect(verdict.pass && Object.keys(verdict.recent)).toHaveLength(50);
    expect(verdict.pass && verdict.recent.new).toEqual(recently);
  });
});
