import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestDays, without } from '../../../../shared/domain/mail/mailbox-changes.ts';
import type { Scope } from '../../../../shared/domain/mail/scopes.ts';

const left = { 'topic:tier': '2026-03-01', 'rule:win-back': '2026-02-01' };

describe('taking back what was left', () => {
  it.each<[string, readonly Scope[], object | undefined]>([
    ['everything', ['all'], { unsubscribedAt: undefined, left }],
    ['one topic', ['topic:tier'], { left: { 'rule:win-back': '2026-02-01' } }],
    ['each by name', ['all', 'topic:tier', 'rule:win-back'], { unsubscribedAt: undefined, left: undefined }],
    ['what was never left', ['topic:offers'], undefined],
    ['nothing', [], undefined],
  ])('%s', (_, scopes, change) => {
    expect(without({ unsubscribedAt: '2026-04-01', left }, scopes)).toEqual(change);
  });

  it('who left nothing takes nothing back', () => {
    expect(without({}, ['all', 'topic:tier'])).toBeUndefined();
  });
});

describe('days of soft bounces', () => {
  const report = fc.record({
    sid: fc.constantFrom(...'abcdefghijklmn'),
    on: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
  });
  const reported = (reports: readonly { sid: string; on: string }[]) =>
    reports.reduce<Record<string, string>>(
      (known, { sid, on }) => newestDays(known, sid, on)?.softBounces ?? known,
      {},
    );

  it('end alike in any order and however often they are reported, and are at most ten', () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 30 }), fc.nat(), (reports, by) => {
        const turned = [...reports.slice(by % 7), ...reports, ...reports.slice(0, by % 7)].reverse();
        expect(reported(turned)).toEqual(reported(reports));
        expect(Object.keys(reported(reports)).length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('keep the newest', () => {
    const days = Array.from({ length: 12 }, (_, n) => ({ sid: `s${n}`, on: `2026-01-${n + 10}` }));
    expect(Object.values(reported(days)).sort()).toEqual(days.slice(2).map(({ on }) => on));
    expect(newestDays(reported(days), 'old', '2026-01-01')).toBeUndefined();
  });
});
