import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelLines, widthOf } from '../../../../shared/domain/report/label-lines.ts';

describe('the lines of a label', () => {
  it.each([
    ['Gold', ['Gold']],
    ['Important to develop', ['Important to', 'develop']],
    ['重要价值客户', ['重要价值客户']],
    ['重要价值客户以及其他客户', ['重要价值客户以及', '其他客户']],
    ['one two three four five six seven eight', ['one two three', 'four five si…']],
    ['Donaudampfschifffahrt', ['Donaudampfschi', 'fffahrt']],
  ])('%s', (label, lines) => {
    expect(labelLines(label, 8, 2)).toEqual(lines);
  });

  it('are never wider or more than there is room for, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (label) => {
        const lines = labelLines(label, 8, 2);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(8);
      }),
    );
  });
});
