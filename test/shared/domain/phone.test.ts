import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalPhone } from '../../../shared/domain/phone.ts';

const LI = '+8613812345678';

describe('one form of one number', () => {
  it.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '138－1234－5678',
    '１３８１２３４５６７８',
    '+86 138 1234 5678',
    '＋８６１３８１２３４５６７８',
    '+86-13812345678',
    '(+86) 13812345678',
    '0086 13812345678',
    '8613812345678',
    '86-138-1234-5678',
    '（86）13812345678',
    '013812345678',
    "'13812345678",
    '="13812345678"',
    '\u200b13812345678\u202c',
    '13812345678.0',
    '\t13812345678 ',
  ])('B51 a Chinese mobile as %j', (text) => {
    expect(normalPhone(text)).toBe(LI);
  });

  it.each([
    ['+1 (415) 555-2671', '+14155552671'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['0044 20 7946 0958', '+442079460958'],
    ['+852 9123 4567', '+85291234567'],
    ['010-8765 4321', '01087654321'],
    ['(415) 555-2671', '4155552671'],
    ['+13812345678', '+13812345678'],
  ])('another: %s is %s', (text, form) => {
    expect(normalPhone(text)).toBe(form);
  });

  it('the same number with and without its plus, where its groups or its zeros tell the country', () => {
    for (const text of ['1 (415) 555-2671', '1-415-555-2671', '1.415.555.2671', '001 415 555 2671'])
      expect(normalPhone(text)).toBe('+14155552671');
  });

  it.each([
    ['masked', '138****1234'],
    ['masked with letters', '138xxxx1234'],
    ['ciphertext', '~138****1234~A1B2=='],
    ['digits as Excel shortens them', '1.38123E+10'],
    ['too short', '10086'],
    ['too long', '1381234567812345678'],
    ['zeros', '00000000000'],
    ['zeros of China', '+86 00000000000'],
    ['ones', '11111111111'],
    ['digits in their order', '12345678901'],
    ['the hotline', '138 0013 8000'],
    ['relayed by a marketplace', '17600001111-0123'],
    ['relayed, with the country', '86 17600001111-0123'],
    ['relayed, in words', '17600001111转0123'],
    ['two at once', '13812345678/13912345678'],
    ['nothing', ''],
    ['a dash', '-'],
    ['a word', '无'],
  ])('nobody’s: %s', (_, text) => {
    expect(normalPhone(text)).toBeNull();
  });

  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 ()-]{0,20}$/));

  it('a form is its own form, and holds nothing but digits and a plus', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const form = normalPhone(text);
        if (form === null) return;
        expect(form).toMatch(/^\+?\d{7,15}$/);
        expect(normalPhone(form)).toBe(form);
      }),
      { numRuns: 2000 },
    );
  });

  it('whatever stands between the digits, it is the same number', () => {
    const blanks = fc.array(fc.constantFrom('', ' ', '-', '\u3000', '‐'), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{6}[1-9]\d[1-9]$/), blanks, (mobile, between) => {
        const written = [...mobile].map((digit, i) => `${digit}${between[i]}`).join('');
        for (const prefix of ['+86', '86', '0086'])
          expect(normalPhone(prefix + written)).toBe(`+86${mobile}`);
      }),
    );
  });
});
