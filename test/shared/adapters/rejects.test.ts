import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { rejectsFile } from '../../../shared/adapters/rejects.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { inspectText } from '../../support/inspect-text.ts';

const written = (cell: string): Promise<string | undefined> =>
  scratch(async (dir) => {
    const path = join(dir, 'rejects.csv');
    const rejects = rejectsFile(path, 'en', ['x', 'y']);
    rejects.add(2, 'R_AMOUNT_INVALID', 'amount', [cell, 'end']);
    rejects.close();
    const [, line = ''] = (await readFile(path, 'utf8')).split('\r\n');
    return /,([^,]*),end$/.exec(line)?.[1];
  });

test.each([
  ['9123372036854000123', "'9123372036854000123"],
  ['123456789012', "'123456789012"],
  ['00123', "'00123"],
  ['12E34', "'12E34"],
])('a spreadsheet cannot harm the id %s', async (cell, expected) => {
  expect(await written(cell)).toBe(expected);
});

test.each([
  ['0'],
  ['12345678901'],
  ['0.50'],
  ['-12.00'],
  ['1234567890123.50'],
  ['2026-03-01'],
  ['A00123'],
  ["'00123"],
  [''],
])('%j stays as it is', async (cell) => {
  expect(await written(cell)).toBe(cell);
});

it('what comes back mended has the ids that it had', async () => {
  const text = 'order_id,customer_id,ordered_at,amount\n9123372036854000123,00123,2026-03-01,x\n';
  const first = await inspectText(text);
  expect(first.counts).toMatchObject({ kept: 0, rejected: 1 });
  const again = await inspectText(first.rejects.replace(',x\r\n', ',12.50\r\n'));
  expect(again.lake).toMatchObject([{ order_id: '9123372036854000123', customer_id: '00123', amount: 1250 }]);
});
