import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../../shared/domain/mail/letter.ts';
import { displayName } from '../../../../shared/domain/mail/name.ts';
import { UNSUBSCRIBE, variablesOf } from '../../../support/shipped-letters.ts';

describe('a name in a mail', () => {
  it.each([
    [null, null],
    ['', null],
    ['  \t ', null],
    ['.', null],
    ['王芳', '王芳'],
    ['  Ann\r\nBcc: x@y.z ', 'Ann Bcc: x@y.z'],
    ['\u202Eevil\u202C Bob', 'evil Bob'],
    ['x'.repeat(300), 'x'.repeat(100)],
    ['👩‍👩‍👧 Mia', '👩‍👩‍👧 Mia'],
  ])('%j is shown as %j', (raw, shown) => {
    expect(displayName(raw)).toBe(shown);
  });

  it('never has a line break, a control character or more than 100 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = displayName(raw) ?? 'a';
        expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('a date in a mail', () => {
  it.each([
    ['2026-09-30', 'zh-CN', '2026年9月30日'],
    ['2026-01-05', 'en', '5 January 2026'],
  ] as const)('%s in %s is %s', (date, language, words) => {
    expect(inWords(date, language)).toBe(words);
  });
});

describe('the variables of a letter', () => {
  it('say what is known of him and his mail, in his language', () => {
    const mail = { name: ' 王芳\n', previousTier: 'silver', consentOn: '2026-05-02', offerCode: 'TEA' };
    expect(variablesOf('zh-CN', { ...mail, links: { home: 'https://shop.example.com/' } })).toEqual({
      ...{ subjectPrefix: '（广告）', shop: '茶与纸', postalAddress: '杭州市湖滨路1号', name: '王芳' },
      ...{ tier: '金牌', previousTier: '银牌', asOf: '2026年9月30日', since: '2026年6月30日' },
      ...{ nextReview: '2026年12月31日', consentOn: '2026年5月2日', offerCode: 'TEA' },
      links: {
        ...{ home: 'https://shop.example.com/', offers: null, events: null, survey: null },
        ...{ referral: null, help: null },
      },
      unsubscribeUrl: UNSUBSCRIBE,
    });
  });

  it('are null where nothing is known', () => {
    const told = variablesOf('en', { offerCode: null, links: {} });
    expect(told).toMatchObject({ name: null, previousTier: null, consentOn: null, offerCode: null });
    expect(new Set(Object.values(told.links))).toEqual(new Set([null]));
    expect(told.subjectPrefix).toBe('');
  });

  it('name a tier that the policy has no more by its id', () => {
    expect(variablesOf('en', { tier: 'platinum' }).tier).toBe('platinum');
  });
});
