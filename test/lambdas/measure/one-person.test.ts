import { expect, test } from 'vitest';
import { inspectText, READING_POLICY } from '../../support/inspect-text.ts';
import { measured, policyWith } from '../../support/measured.ts';

type Column = 'customer_id' | 'email' | 'phone';

/** Each spelling in an orders export of its own, read by intake; then measured together. */
async function people(column: Column, spellings: readonly string[]): Promise<string[]> {
  const policy = { ...READING_POLICY, identity: [column] };
  const exports = [];
  for (const [i, spelling] of spellings.entries()) {
    const csv = `order_id,${column},ordered_at,amount\nO${i},"${spelling.replaceAll('"', '""')}",2026-09-01,10.00\n`;
    const { lake, problems } = await inspectText(csv, { policy });
    expect(lake, JSON.stringify(problems)).toHaveLength(1);
    exports.push({ kind: 'orders' as const, rows: lake });
  }
  const { features } = await measured({ exports, policy: policyWith({ identity: [column] }) });
  return features.map(({ customerId, orderCount }) => `${customerId} ${orderCount}`);
}

test.each<[string, Column, string[], string[]]>([
  [
    'B59 e-mail in any case, with spaces',
    'email',
    ['ann@example.com', ' Ann@Example.COM ', 'ANN@EXAMPLE.COM', '\u00a0ann@example.com'],
    ['ann@example.com 4'],
  ],
  [
    'B60 e-mail in full width',
    'email',
    ['ann@example.com', 'ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ＡＮＮ＠example.com'],
    ['ann@example.com 3'],
  ],
  [
    'B51 id with guards, spaces and zero-width marks',
    'customer_id',
    ['00123', "'00123", '="00123"', ' 00123\t', '\u200b00123', '00123\u00a0'],
    ['00123 6'],
  ],
  [
    'B51 but leading zeros and case are of the id',
    'customer_id',
    ['123', '00123', 'ab', 'AB'],
    ['00123 1', '123 1', 'AB 1', 'ab 1'],
  ],
  [
    'B51 phone however it is written',
    'phone',
    [
      '13812345678',
      '+86 138-1234-5678',
      '0086 13812345678',
      '１３８１２３４５６７８',
      "'13812345678",
      '8613812345678',
    ],
    ['+8613812345678 6'],
  ],
])('%s is one customer across files', async (_, column, spellings, found) => {
  expect(await people(column, spellings)).toEqual(found);
});
