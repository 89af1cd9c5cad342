import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../infra/cli/terminal.ts';
import { hanging } from '../../../infra/cli/wrap.ts';

describe('long texts', () => {
  it('wrap within the width, each line below the text', () => {
    expect(hanging('  a: ', 'one two three four five six', 25)).toEqual([
      '  a: one two three four',
      '     five six',
    ]);
  });

  it('never begin a line with a Chinese full stop', () => {
    const lines = hanging('', '一二三四五六七八九十。一二三', 20);
    expect(lines).toEqual(['一二三四五六七八九', '十。一二三']);
  });

  it('lose nothing, and fit where words are short', () => {
    const word = fc.constantFrom('订单', '金额。', 'amount', 'UTF-8', '“文件”，', ' ');
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 30, max: 90 }), (words, width) => {
        const lines = hanging('  x ', words.join(''), width);
        const bare = (text: string) => text.replace(/\s/g, '');
        expect(bare(lines.join(''))).toBe(bare(`x${words.join('')}`));
        if (words.filter((each) => /^[a-zU]/.test(each)).length < 2)
          for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
