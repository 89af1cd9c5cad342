import fc from 'fast-check';

const COLUMNS = [
  'order_id',
  'customer_id',
  'ordered_at',
  'amount',
  'currency',
  'refund_amount',
  'status',
  'email',
  'category',
  'phone',
  'consent',
  'consent_at',
  'updated_at',
  'note',
];
const usual: Record<string, string[]> = {
  order_id: [
    'O1',
    'O2',
    'O3',
    '20260301-0001',
    '00123',
    "'O1",
    '1.23E+17',
    'null',
    '',
    'O 1',
    '#N/A',
    '-',
    '–1',
  ],
  customer_id: ['C1', 'C2', '', ' C1', 'none', 'N/A', 'a@1', '-5', '=\\"1\\"'],
  ordered_at: [
    ...[
      '2026-03-01',
      '2026-03-01 10:00',
      '2026-03-01T10:00:59',
      '2026-03-01 10:00:00.5',
      '2026-03-01T23:30:00Z',
    ],
    ...[
      '2026-03-01T23:30:00+08:00',
      '2026-03-01 10:00:00 -0330',
      '2026-02-29',
      '2024-02-29',
      '2026-3-1 9:00',
      '13/04/2026',
    ],
    ...[
      '1970-01-01',
      '1971-01-01',
      '2026-10-01 12:00',
      '2026-10-02',
      '2027-01-01',
      '2026-03-01 24:00',
      '2026-03-01 10:00+15:00',
    ],
    ...[
      '2026-03-01 ',
      '2026-03-01T10:00:00.1234Z',
      '1767225600',
      '',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
    ],
  ],
  amount: [
    '1',
    '12.50',
    '-3',
    '-0',
    '0',
    '007',
    '.5',
    '5.',
    '5.555',
    '12.500',
    '0.500',
    '999999999',
    '9999999999',
    '¥4',
    '1e3',
    '',
    '1,234.00',
    '１',
  ],
  currency: ['CNY', 'cny', '', 'USD', 'JPY', 'KWD', 'RMB', '¥', 'nan', 'XX', 'BTC1'],
  refund_amount: ['', '0', '1', '-1', '2.5', '0.001', 'x', '-'],
  status: [
    '',
    'paid',
    'Paid',
    ' refunded',
    'refunded',
    'cancelled',
    'pending',
    '已完成',
    'odd',
    'constructor',
    '-',
  ],
  email: [
    ...[
      '',
      'a@x.com',
      'B@x.com',
      'a.b-c_d+e@mail.example',
      'none@none.com',
      'nobody@none.com',
      'a1@none.com',
      'noemail@x.com',
      'null@x.com',
      'nancy@x.com',
      'u1@members.ebay.com',
    ],
    ...[
      'a..b@x.com',
      '.a@x.com',
      'a@x',
      'a@x.c-',
      'a@-x.com',
      'a@x.123',
      'a b@x.com',
      '用户@x.com',
      'a@x.com@y.com',
      'a@x,y.com',
    ],
  ],
  category: [
    '',
    'books',
    'a  b',
    '图书',
    'a,b',
    'a;b',
    '无',
    'x\u200by',
    ' c',
    '=1+1',
    'line\nbreak',
    'tab\there',
    'q"q',
  ],
  phone: ['', '13800138000', '+86 138-0013-8000', '138****8000', 'x'],
  consent: ['', 'yes', 'NO', 'true', 'false', '是', 'maybe'],
  consent_at: ['', '2026-01-01', '2026-01-01T00:00:00Z', 'x'],
  updated_at: ['', '2026-03-05', '2026-03-06 10:00:00', '2026-03-06T10:00:00+02:00', 'y'],
  note: ['', 'anything', 'with "quotes"', 'two\nlines', 'nul\u0000', 'x'.repeat(300)],
};
const cellOf = (name: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(usual[name] ?? []).slice(0, 3)) },
    { weight: 3, arbitrary: fc.constantFrom(...(usual[name] ?? [''])) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
const spelt = (cell: string, quote: boolean) =>
  quote || /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const rowOf = (columns: readonly string[]) =>
  fc
    .tuple(
      fc.tuple(...columns.map(cellOf)),
      fc.boolean(),
      fc.constantFrom('', '', '', '', '', ',', ',x', ',,', 'cut', 'blank'),
    )
    .map(([cells, quote, end]) => {
      if (end === 'blank') return '';
      const line = cells.map((cell) => spelt(cell, quote)).join(',');
      return end === 'cut' ? line.slice(0, line.lastIndexOf(',')) : line + end;
    });
/** Texts of order files in which any cell may be plain, odd or broken. */
export const orderFiles = fc
  .record({
    columns: fc
      .shuffledSubarray(COLUMNS, { minLength: 4 })
      .map((some) => [...new Set([...some, 'order_id', 'customer_id', 'ordered_at', 'amount'])]),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    ends: fc.boolean(),
  })
  .chain(({ columns, newline, ends }) =>
    fc
      .array(rowOf(columns), { minLength: 1, maxLength: 25 })
      .map((rows) => [columns.join(','), ...rows].join(newline) + (ends ? newline : '')),
  );
