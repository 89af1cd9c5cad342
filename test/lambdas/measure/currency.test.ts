import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { measured, order, policyWith } from '../../support/measured.ts';

/** The features of customer `a` after one export of these orders. */
async function factsOf(rows: Row[], policy = policyWith(), asOf = '2026-09-30') {
  const { features } = await measured({ exports: [{ kind: 'orders', rows }], policy, asOf });
  return features.find(({ customerId }) => customerId === 'a');
}

describe('currency', () => {
  const policy = policyWith({ currency: { code: 'CNY', rates: { USD: 7.1, JPY: 0.0485, KWD: 23.15 } } });
  test.each([
    ['CNY', 2, 10005, 10005],
    [null, 2, 10005, 10005],
    ['USD', 2, 1005, 7136],
    ['JPY', 0, 1001, 4855],
    ['KWD', 3, 1001, 2317],
    ['CNY', 4, 12345, 123],
    ['JPY', 0, 9_007_199_254, 43684916382],
    ['USD', 2, 5, 36],
  ])('%s with %i digits: %i is %i fen', async (currency, decimals, amount, fen) => {
    expect(await factsOf([order({ currency, decimals, amount })], policy)).toMatchObject({ netAmount: fen });
  });

  test('half a minor unit goes away from zero, of purchases as of refunds', async () => {
    // 7.1 × 1005 = 7135.5
    const rows = [order({ amount: 100_000 }), order({ currency: 'USD', amount: -1005 })];
    expect(await factsOf(rows, policy)).toMatchObject({ netAmount: 100_000 - 7136 });
  });

  test.each([
    ['JPY', 'CNY', 20.6, 12_345, 2543],
    ['KWD', 'JPY', 0.0021, 1001, 2102],
  ])('a shop that counts in %s: %s at %d, %i is %i', async (code, currency, rate, amount, net) => {
    const shop = policyWith({ currency: { code, rates: { [currency]: rate } } });
    const decimals = currency === 'JPY' ? 0 : 2;
    expect(await factsOf([order({ currency, decimals, amount })], shop)).toMatchObject({ netAmount: net });
  });

  test('what counts for nothing needs no rate', async () => {
    const rows = [
      order({ currency: 'EUR', status: 'cancelled' }),
      order({ currency: 'EUR', customer_id: null }),
    ];
    expect(await factsOf([order(), ...rows], policy)).toMatchObject({ orderCount: 1, netAmount: 10000 });
  });

  test('a currency without a rate is named', async () => {
    await expect(factsOf([order({ currency: 'EUR' })], policy)).rejects.toMatchObject({
      name: 'E_CURRENCY_NO_RATE',
    });
  });
});
