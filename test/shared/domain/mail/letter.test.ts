import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../../shared/domain/mail/letter.ts';
import { displayName } from '../../../../shared/domain/mail/name.ts';

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
