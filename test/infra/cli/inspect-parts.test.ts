import { describe, expect, it } from 'vitest';
import { percentTeller } from '../../../infra/cli/inspect-progress.ts';
import { sampleLines } from '../../../infra/cli/inspect-sample.ts';
import { cellsOf } from '../../../infra/cli/terminal.ts';

const ROW = {
  order_id: 'A1',
  customer_id: '客户'.repeat(30),
  amount: 123450,
  currency: 'JPY',
  decimals: 0,
  has_zone: false,
  name: '王晓明',
  email: null,
  ordered_at: '2026-03-01T10:00:00.000Z',
};

describe('the first rows as a table', () => {
  it.each([30, 60, 80, 200])('fits a terminal of %i cells, and names the columns that do not', (width) => {
    const lines = sampleLines([ROW], width, 'en');
    for (const line of lines.filter((one) => !one.includes('also mapped')))
      expect(cellsOf(line)).toBeLessThanOrEqual(width);
    const text = lines.join('\n');
    for (const name of ['order_id', 'customer_id', 'amount', 'name', 'ordered_at'])
      expect(text).toContain(name);
    for (const name of ['email', 'decimals', 'has_zone']) expect(text).not.toContain(name);
  });

  it('shows money in the units of its currency, thousandths as numbers, and times without their end', () => {
    const text = sampleLines([ROW, { ...ROW, currency: 'CNY', quantity: 1500 }], 200, 'en').join('\n');
    expect(text).toMatch(/123,450 JPY/);
    expect(text).toMatch(/1,234\.50 CNY/);
    expect(text).toMatch(/ 1\.5\b/);
    expect(text).toMatch(/2026-03-01 10:00 /);
  });

  it('cuts long cells and keeps each row on a line', () => {
    const lines = sampleLines([{ ...ROW, name: 'a\nb' }], 200, 'en');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/…/);
    expect(lines[2]).toMatch(/a b/);
  });

  it('is left out where nothing was read', () => expect(sampleLines([], 80, 'en')).toEqual([]));
});

describe('progress of a reading', () => {
  const MB = 1024 ** 2;
  function told(isTTY: boolean, total: number) {
    const written: string[] = [];
    const teller = percentTeller({ isTTY, write: (text) => written.push(text) }, 'en');
    for (let read = 0; read <= total; read += total / 200) teller.onProgress({ read, total });
    teller.done();
    return written;
  }

  it('is a line for every tenth where nobody watches', () => {
    const lines = told(false, 100 * MB);
    expect(lines).toHaveLength(11);
    expect(lines[5]).toBe('  reading: 50 %\n');
  });

  it('is one line that changes on a terminal, and is gone at the end', () => {
    const texts = told(true, 100 * MB);
    expect(texts).toHaveLength(102);
    expect(texts.join('')).not.toContain('\n');
    expect(texts.at(-1)).toMatch(/^\r\S*$/);
  });

  it('is not worth a word for a small file', () => expect(told(false, MB)).toEqual([]));
});
