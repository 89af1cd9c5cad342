import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { openPageKeys } from '../../../shared/adapters/page-keys.ts';
import { PageSeedsSchema } from '../../../shared/contract/mail-keys.ts';
import type { PageTicket } from '../../../shared/domain/page-ticket.ts';

const SECRET = { seed: 's'.repeat(43), current: 'k1', old: {} };
const keys = openPageKeys(SECRET);
const TICKET: PageTicket = {
  purpose: 'approve',
  runId: '2026-09-30-periodic-0001',
  until: '2026-10-08T08:00:00.000Z',
  contentDigest: 'a'.repeat(64),
};

describe('tokens of pages', () => {
  it('say what they were made for', () => {
    expect(keys.readPageToken(keys.pageToken(TICKET), 'approve')).toEqual(TICKET);
    const { contentDigest: _, ...plain } = TICKET;
    expect(keys.readPageToken(keys.pageToken({ ...plain, purpose: 'show' }), 'show')).toEqual({
      ...plain,
      purpose: 'show',
    });
  });

  it('for reading decide nothing, and those that decide are no leave to read', () => {
    expect(keys.readPageToken(keys.pageToken({ ...TICKET, purpose: 'show' }), 'approve')).toBeUndefined();
    expect(keys.readPageToken(keys.pageToken(TICKET), 'show')).toBeUndefined();
  });

  it('are no unsubscribe tokens, nor these tokens of pages', () => {
    const mail = openKeys(SECRET);
    const leaving = mail.token(mail.mailbox('a@example.com'), { rule: 'r', topic: 'offers' });
    expect(keys.readPageToken(leaving, 'show')).toBeUndefined();
    expect(mail.verify(keys.pageToken(TICKET))).toBeUndefined();
  });

  it('stay genuine while their seed is among the old ones, and not when it is gone', () => {
    const token = keys.pageToken(TICKET);
    const rotated = openPageKeys({ seed: 't'.repeat(43), current: 'k2', old: { k1: 's'.repeat(43) } });
    expect(rotated.readPageToken(token, 'approve')).toEqual(TICKET);
    expect(rotated.pageToken(TICKET)).toContain('.k2.');
    for (const current of ['k1', 'k2']) {
      const others = openPageKeys({ seed: 'u'.repeat(43), current, old: {} });
      expect(others.readPageToken(token, 'approve')).toBeUndefined();
    }
  });

  it.each([
    ['a new seed alone', { seed: 't'.repeat(43), current: 'k2' }, true],
    ['the old one beside it', { ...SECRET, current: 'k2', old: { k1: 't'.repeat(43) } }, true],
    ['two of one id', { ...SECRET, old: { k1: 't'.repeat(43) } }, false],
    ['a short seed', { seed: 'short' }, false],
  ])('%s is a secret of pages: %#', (_, secret, isOne) => {
    expect(PageSeedsSchema.safeParse(secret).success).toBe(isOne);
  });

  it('changed in any place are not genuine', () => {
    const token = keys.pageToken(TICKET);
    const places = fc.integer({ min: 0, max: token.length - 1 });
    fc.assert(
      fc.property(places, fc.constantFrom('A', 'b', '3', '-', '.'), (place, sign) => {
        const changed = token.slice(0, place) + sign + token.slice(place + 1);
        fc.pre(changed !== token);
        expect(keys.readPageToken(changed, 'approve')).toBeUndefined();
      }),
    );
  });
});
