import { describe, expect, it } from 'vitest';
import { type AccountState, accountProblems } from '../../../../shared/domain/mail/account.ts';

const ready: AccountState = {
  ...{ sendingEnabled: true, production: true, identityVerified: true, dkim: true, configurationSet: true },
  ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'] },
  ...{ perSecond: 14, perDay: 50_000, sentLast24Hours: 0, denied: [] },
};
const stage = { sender: 'members@mail.shop.example', configurationSet: 'shop', redirected: false };
const codes = (state: Partial<AccountState>, more = {}) =>
  accountProblems({ ...ready, ...state }, { ...stage, ...more }).map(({ code }) => code);

describe('an account', () => {
  it('with everything in place is ready', () => {
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Partial<AccountState>]>([
    ['E_SES_PAUSED', { sendingEnabled: false }],
    ['E_SES_SANDBOX', { production: false }],
    ['E_SES_IDENTITY', { identityVerified: false }],
    ['E_SES_DKIM', { dkim: false }],
    ['E_SES_CONFIGURATION_SET', { configurationSet: false }],
    ['E_SES_EVENTS_BUS', { destinations: { eventBridge: false, queue: true } }],
    ['E_SES_EVENTS_QUEUE', { destinations: { eventBridge: true, queue: false } }],
    ['E_SES_SUPPRESSION', { suppression: ['BOUNCE'] }],
    ['E_SES_DENIED', { denied: ['ses:GetAccount'] }],
  ])('is told %s, and nothing else', (code, state) => {
    expect(codes(state)).toEqual([code]);
  });

  it('has everything told at once, in both languages', () => {
    const nothing: AccountState = {
      ...{ sendingEnabled: false, production: false, identityVerified: false, dkim: false },
      ...{ configurationSet: true, destinations: { eventBridge: false, queue: false }, suppression: [] },
      ...{ perSecond: 1, perDay: 200, sentLast24Hours: 0, denied: ['ses:GetAccount'] },
    };
    const problems = accountProblems(nothing, stage);
    expect(problems).toHaveLength(8);
    for (const { say } of problems) {
      expect(say.en).toMatch(/^[A-Z].*\.$/);
      expect(say['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  it('whose configuration set is missing is not told what the set lacks', () => {
    const lost = {
      configurationSet: false,
      destinations: { eventBridge: false, queue: false },
      suppression: [],
    };
    expect(codes(lost)).toEqual(['E_SES_CONFIGURATION_SET']);
  });

  it('in the sandbox is ready where all mail goes to one address of our own', () => {
    expect(codes({ production: false }, { redirected: true })).toEqual([]);
    expect(codes({ production: false, sendingEnabled: false }, { redirected: true })).toEqual([
      'E_SES_PAUSED',
    ]);
  });
});
