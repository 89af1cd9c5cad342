import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../shared/domain/csv.ts';
import { mentionsOf } from '../../../../shared/domain/erasure/mentions.ts';
import { rejectedOf } from '../../../../shared/domain/erasure/rejected.ts';

const HE = {
  ...{ ids: new Set(['c07', 'KD-20077']), emails: new Set(['he@shop.invalid']), phones: new Set<string>() },
  ...{ names: new Set(['Ann']), orders: new Set(['o07-0']), nobody: () => '#erased-x' },
};
const HEAD = ['line', 'code', 'reason', 'remedy', 'order_id', 'customer_id', 'note'];
const WHY = ['7', 'R_DATE', 'no date', 'mend it'];
const fileOf = (...rows: string[][]) =>
  `\uFEFF${[HEAD, ...rows.map((row) => [...WHY, ...row])].map(csvLine).join('')}`;
const found = (...rows: string[][]) => rejectedOf(fileOf(...rows), mentionsOf(HE));

describe('the rejected rows of a person', () => {
  it.each([
    ['by his id in a column of people', ['o1', 'c07', ''], true],
    ['by his order', ['o07-0', '', ''], true],
    ['by his address in any column', ['o1', 'c1', 'ask he@shop.invalid'], true],
    ['by an id that can be nothing else, in any column', ['o1', 'c1', 'KD-20077'], true],
    ['not by a short id in a column of something else', ['o1', 'c1', 'c07'], false],
    ['not by an id that begins like his', ['o1', 'c070', ''], false],
    ['not by nothing', ['', '', ''], false],
  ])('are told %s', (_, row, isHis) => {
    expect(found(row)).toHaveLength(isHis ? 1 : 0);
  });

  it('have their reason, and each cell under what the file calls it', () => {
    expect(found(['o9', 'c1', ''], ['o1', 'c07', 'a, "b"'])).toEqual([
      {
        ...{ line: '7', code: 'R_DATE', reason: 'no date', remedy: 'mend it' },
        cells: [
          ['order_id', 'o1'],
          ['customer_id', 'c07'],
          ['note', 'a, "b"'],
        ],
      },
    ]);
  });

  it('tell nothing of the others whose lines an open quote has swallowed', () => {
    const swallowed = [
      'o8,c08,gold',
      'o1,c07,silver',
      'o2,c070,he@other.invalid',
      'o3,c1,he@shop.invalid',
    ].join('\n');
    const [row] = found(['o1', 'c07', swallowed]);
    expect(row?.cells[2]).toEqual(['note', 'o1,c07,silver\no3,c1,he@shop.invalid']);
  });
});
