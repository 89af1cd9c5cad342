import { describe, expect, it } from 'vitest';
import { leftScopes, offeredScopes, readScope, topicOf } from '../../../../shared/domain/mail/scopes.ts';

describe('what a person can leave', () => {
  it.each([
    ['all', 'all'],
    ['topic:offers', 'topic:offers'],
    ['rule:win-back', 'rule:win-back'],
    ['topic:parties', undefined],
    ['rule:Win back', undefined],
    ['rule:', undefined],
    ['everything', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j is read as %j', (text, scope) => {
    expect(readScope(text)).toBe(scope);
  });

  it.each([
    [{ rule: 'win-back', topic: 'offers' } as const, ['rule:win-back', 'topic:offers', 'all']],
    [{ rule: 'win-back' }, ['rule:win-back', 'all']],
    [{}, ['all']],
  ])('from a letter of %j: %j', (sort, scopes) => {
    expect(offeredScopes({ mailbox: 'm', ...sort })).toEqual(scopes);
  });

  it('lists what was left: everything first, then by time, and nothing that nobody knows', () => {
    const left = {
      'topic:tier': '2026-03',
      'rule:b': '2026-02',
      'rule:a': '2026-02',
      'month:may': '2026-01',
    };
    expect(leftScopes({ unsubscribedAt: '2026-05', left }).map(({ scope }) => scope)).toEqual([
      'all',
      'rule:a',
      'rule:b',
      'topic:tier',
    ]);
    expect(leftScopes({})).toEqual([]);
  });

  it('only a topic has a topic', () => {
    expect([topicOf('topic:tier'), topicOf('rule:tier'), topicOf('all')]).toEqual([
      'tier',
      undefined,
      undefined,
    ]);
  });
});
