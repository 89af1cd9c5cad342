import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listOf, readCodes } from '../../../../shared/domain/mail/offer-codes.ts';

const of = (...cells: string[]) => readCodes(cells.map((cell, i) => ({ line: i + 1, cell })));

describe('a file of offer codes', () => {
  it.each(['code', 'Coupon Code', 'OFFER_CODE', '优惠码', ' 兑换码 '])('may be headed %s', (head) => {
    expect(of(head, 'A1', 'B2')).toEqual({ lines: 2, codes: ['A1', 'B2'], repeated: 0, refused: [] });
  });

  it('need not have a head, and blank lines say nothing', () => {
    expect(of('', ' A1 ', '', 'code')).toMatchObject({ lines: 2, codes: ['A1', 'code'] });
  });

  it('keeps the first of two codes that are alike, and capitals tell codes apart', () => {
    expect(of('A1', 'a1', 'A1')).toMatchObject({ lines: 3, codes: ['A1', 'a1'], repeated: 1 });
  });

  it.each([
    ['of 65 characters', 'X'.repeat(65)],
    ['with a control character', 'A\u0007B'],
    ['with a character that nobody sees', 'A\u200BB'],
  ])('has a line %s refused without quoting it', (_, code) => {
    const { codes, refused } = of('A1', code);
    expect({ codes, lines: refused.map(({ line }) => line) }).toEqual({ codes: ['A1'], lines: [2] });
    expect(JSON.stringify(refused)).not.toContain(code);
  });

  it('takes a code of 64 characters, whatever they are', () => {
    expect(of('券'.repeat(64), '🎁'.repeat(64)).codes).toHaveLength(2);
  });

  it('accounts for every line, and never names a code twice', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('A', 'B', '', 'code', 'X'.repeat(70)));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
        const { lines, codes, repeated, refused } = of(...cells);
        expect(codes.length + repeated + refused.length).toBe(lines);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });
});

describe('the list', () => {
  it.each([
    ['offers/spring-2027.csv', 'spring-2027'],
    ['offers/vip.txt', 'vip'],
    ['offers/sub/vip.txt', undefined],
    ['offers/Vip.csv', undefined],
    ['offers/春天.csv', undefined],
    ['offers/vip.xlsx', undefined],
    ['offers/.csv', undefined],
  ])('that %s names is %s', (key, list) => {
    expect(listOf(key)).toBe(list);
  });
});

it('a code with a space in it is refused with its line', () => {
  const { codes, refused } = readCodes([
    { line: 1, cell: 'SPRING-1' },
    { line: 2, cell: 'foo bar' },
  ]);
  expect(codes).toEqual(['SPRING-1']);
  expect(refused).toMatchObject([{ line: 2, message: { en: expect.stringContaining('space') } }]);
});
