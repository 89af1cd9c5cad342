import { expect, it, test } from 'vitest';
import { CurrencyCodeSchema, MappingSchema } from '../../../../shared/domain/policy/mapping.ts';
import { PolicySchema } from '../../../../shared/domain/policy/schema.ts';
import { gradingPolicy } from '../../../support/grading.ts';

test.each([
  ['CNY', 'CNY'],
  ['RMB', 'CNY'],
  ['rmb', 'CNY'],
  [' usd ', 'USD'],
])('%j is the currency %s', (written, code) => expect(CurrencyCodeSchema.parse(written)).toBe(code));

test.each(['', 'US', 'EURO', '¥', '元'])('%j is none', (written) => {
  expect(CurrencyCodeSchema.safeParse(written).error?.issues).toMatchObject([{ message: 'currency' }]);
});

it('a mapping and a policy count in CNY where RMB is written, as a rate too', () => {
  const columns = { order_id: 'a', customer_id: 'b', ordered_at: 'c', amount: 'd' };
  expect(MappingSchema.parse({ version: 1, kind: 'orders', columns, currency: 'RMB' }).currency).toBe('CNY');
  const currency = { code: 'Rmb', rates: { usd: 7 } };
  expect(PolicySchema.parse({ ...gradingPolicy(), currency }).currency).toEqual({
    code: 'CNY',
    rates: { USD: 7 },
  });
  const rates = { code: 'USD', rates: { RMB: 0.14 } };
  expect(PolicySchema.parse({ ...gradingPolicy(), currency: rates }).currency.rates).toEqual({ CNY: 0.14 });
});
