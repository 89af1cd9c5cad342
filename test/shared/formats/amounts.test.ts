import { describe, expect, test } from 'vitest';
import { profileOf } from '../../../shared/formats/mapping.ts';
import { inspectBoth } from '../../support/inspect-both.ts';
import { READING_POLICY } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const amounts = (...cells: string[]) =>
  `${[HEADER, ...cells.map((cell, i) => `O${i},C1,2026-03-01,"${cell}"`)].join('\n')}\n`;
const minors = async (...of: Parameters<typeof inspectBoth>) =>
  (await inspectBoth(...of)).lake.map(({ amount }) => amount);
const inCurrency = (code: string, more = {}) => ({
  policy: { ...READING_POLICY, currency: { code, rates: {} }, ...more },
});

describe('three digits behind a point', () => {
  test.each([
    ['alone', ['1.500', '12.000', '250'], {}, '1.500 (1.500 / 1500)'],
    ['with a mark', ['€1.500'], {}, '1.500 (1.500 / 1500)'],
    ['given back', ['250', '-1.500'], {}, '1.500 (1.500 / 1500)'],
    ['where the currency has no decimals', ['1.500'], inCurrency('JPY'), '1.500 (1.500 / 1500)'],
    ['of a column that says both', ['1.500', '2.50', '2,50'], {}, '1.500 (1.500 / 1500)'],
  ])('B41 %s could be thousands: nobody can tell', async (_, cells, change, readings) => {
    const { status, problems } = await inspectBoth(amounts(...cells), change);
    expect(status).toBe('refused');
    expect(problems).toMatchObject([{ code: 'F_AMOUNT_FORMAT_AMBIGUOUS', column: readings }]);
  });

  test.each([
    ['12.50', [150, 1250]],
    ['1,234.50', [150, 123450]],
    ['0.500', [150, 50]],
    ['1234.500', [150, 123450]],
    ['12,50', [150000, 1250]],
    ['1.234,50', [150000, 123450]],
    ['1.234.567', [150000, 123456700]],
  ])('B40, B41 beside %s they are as the column has it, whichever comes first', async (other, expected) => {
    expect(await minors(amounts('1.500', other))).toEqual(expected);
    expect(await minors(amounts(other, '1.500'))).toEqual(expected.toReversed());
  });

  test('B41 are as the policy or the mapping of the file says', async () => {
    const body = amounts('1.500', '250');
    expect(await minors(body, inCurrency('CNY', { intake: { amounts: 'comma' } }))).toEqual([150000, 25000]);
    expect(await minors(body, inCurrency('CNY', { intake: { amounts: 'point' } }))).toEqual([150, 25000]);
    const columns = {
      order_id: 'order_id',
      customer_id: 'customer_id',
      ordered_at: 'ordered_at',
      amount: 'amount',
    };
    const mapping = (style: 'point' | 'comma') => profileOf({ kind: 'orders', columns, amounts: style });
    expect(await minors(body, { mapping: mapping('comma') })).toEqual([150000, 25000]);
    expect(await minors(body, { mapping: mapping('point') })).toEqual([150, 25000]);
  });

  test('B45 are thousandths of a dinar', async () => {
    expect(await minors(amounts('1.500', '12.000'), inCurrency('KWD'))).toEqual([1500, 12000]);
    const point = amounts('1.00', '5.555');
    expect((await inspectBoth(point)).problems).toEqual([
      { line: 3, code: 'R_AMOUNT_PRECISION', column: 'amount' },
    ]);
  });

  test('B41 of a refund could be thousands as well', async () => {
    const { problems } = await inspectBoth(`${HEADER},refund_amount\nO1,C1,2026-03-01,2000,1.500\n`);
    expect(problems).toMatchObject([{ line: 2, code: 'F_AMOUNT_FORMAT_AMBIGUOUS' }]);
  });
});

describe('an amount with a mark of its own', () => {
  const RATES = { USD: 7, EUR: 8, CAD: 5, BRL: 1, JPY: 0.05, HKD: 0.9, TWD: 0.2 };
  const read = (rows: readonly (readonly [string, string, string, ...unknown[]])[]) =>
    inspectBoth(
      `${HEADER},refund_amount,currency\nO0,C1,2026-03-01,1,,\n${rows
        .map(([amount, refund, currency], i) => `R${i},C1,2026-03-01,${amount},${refund},${currency}\n`)
        .join('')}`,
      inCurrency('CNY', { currency: { code: 'CNY', rates: RATES } }),
    );

  test('B38, B48 that is not the currency that is named, or that of the amount, is refused', async () => {
    const rows = [
      ['€100', '', 'CNY', 'amount'],
      ['HK$100', '', 'CNY', 'amount'],
      ['$100', '', 'EUR', 'amount'],
      ['¥100', '', 'USD', 'amount'],
      ['USD 100', '', 'CAD', 'amount'],
      ['100元', '', 'USD', 'amount'],
      ['R$100', '', 'BRL', 'amount'],
      ['€0', '', 'CNY', 'amount'],
      ['100', '€5', 'CNY', 'refund_amount'],
      ['100', '€5', '', 'refund_amount'],
      ['US$100', '€5', '', 'refund_amount'],
      ['US$100', '€5', 'USD', 'refund_amount'],
      ['€30.00', '$34.98', '', 'refund_amount'],
    ] as const;
    const { problems, counts } = await read(rows);
    expect(problems).toEqual(
      rows.map(([, , , column], i) => ({ line: i + 3, code: 'R_CURRENCY_INVALID', column })),
    );
    expect(counts).toMatchObject({ kept: 1, rejected: rows.length });
  });

  test('B38 is in the currency that its mark or its column names; nothing given back is so in any', async () => {
    const rows = [
      ['¥100', '￥5', 'CNY', 'CNY', 500],
      ['¥100', '¥5', 'JPY', 'JPY', 5],
      ['$100', '$5', 'HKD', 'HKD', 500],
      ['HK$100', '5', 'HKD', 'HKD', 500],
      ['100元', '5元', 'TWD', 'TWD', 500],
      ['US$100', 'US$5', '', 'USD', 500],
      ['US$100', '5', '', 'USD', 500],
      ['¥100', '', '', 'CNY', 0],
      ['€30.00', '$0.00', '', 'EUR', 0],
      ['JPY 30', '$0.00', '', 'JPY', 0],
      ['30', '$0.00', '', null, 0],
    ] as const;
    const { lake, problems } = await read(rows);
    expect(problems).toEqual([]);
    expect(lake.slice(1).map(({ currency, refund }) => [currency, Number(refund)])).toEqual(
      rows.map(([, , , currency, refund]) => [currency, refund]),
    );
  });
});

describe('words that mean nothing in a number', () => {
  test('are words in a name, a region or a channel', async () => {
    const { lake } = await inspectBoth(`${HEADER},name,region,channel\nO1,C1,2026-03-01,1,Na,NA,None\n`);
    expect(lake).toMatchObject([{ name: 'Na', region: 'NA', channel: 'None' }]);
  });
});
