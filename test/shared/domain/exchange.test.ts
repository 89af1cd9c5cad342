import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorOf } from '../../../shared/domain/exchange.ts';
import { policyWith } from '../../support/measured.ts';

const factor = (rate: number, run: string, currency: string, decimals: number) =>
  factorOf(policyWith({ currency: { code: run, rates: { [currency]: rate } } }), run, currency, decimals);

const plain = (text: string | undefined) => text?.replace(/\.?0+$/, '');

describe('from the digits of one currency to the minor units of another', () => {
  it.each([
    ['USD to CNY', 7.1, 'CNY', 'USD', 2, '7.1'],
    ['JPY, no digits, to CNY', 0.0485, 'CNY', 'JPY', 0, '4.85'],
    ['CNY to JPY', 20.6, 'JPY', 'CNY', 2, '0.206'],
    ['KWD, three digits, to CNY', 23.15, 'CNY', 'KWD', 3, '2.315'],
    ['JPY to KWD', 0.0021, 'KWD', 'JPY', 0, '2.1'],
    ['KWD to VND', 82000.1, 'VND', 'KWD', 3, '82.0001'],
    ['a rate of many digits', 7.123456789012345, 'CNY', 'USD', 2, '7.123456789012345'],
    ['a rate that is written with an exponent', 4e-7, 'CNY', 'USD', 2, '0.0000004'],
    ['a rate of large money', 82000.1, 'IDR', 'KWD', 2, '82000.1'],
    ['an amount of more digits than its currency has', 7.1, 'CNY', 'USD', 4, '0.071'],
    ['the smallest digit is rounded half up', 1.5e-18, 'CNY', 'USD', 2, '0.000000000000000002'],
  ])('%s', (_, rate, run, currency, decimals, expected) => {
    expect(plain(factor(rate, run, currency, decimals))).toBe(expected);
  });

  it.each([
    ['CNY', 2, '1'],
    ['CNY', 4, '0.01'],
    ['CNY', 0, '100'],
  ])('the run’s own %s in %i digits needs no rate', (currency, decimals, expected) => {
    const text = factorOf(policyWith(), 'CNY', currency, decimals);
    expect(Number(text)).toBe(Number(expected));
  });

  it.each([
    ['no rate', undefined, 'USD'],
    ['a rate of which nothing is left', 1e-19, 'EUR'],
    ['a rate beyond all money', 1e12, 'EUR'],
    ['what every object has', undefined, 'constructor'],
  ])('%s is none', (_, rate, currency) => {
    const policy = policyWith({ currency: { code: 'CNY', rates: rate === undefined ? {} : { EUR: rate } } });
    expect(factorOf(policy, 'CNY', currency, 2)).toBeUndefined();
  });

  it('is exact: the rate’s own digits, only the point has moved', () => {
    const digits = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
    fc.assert(
      fc.property(
        digits,
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom(0, 2, 3),
        (value, point, decimals) => {
          const rate = Number(`${value}e-${point}`);
          const text = factor(rate, 'CNY', 'EUR', decimals);
          const whole = value * 10n ** BigInt(2 - decimals + 18 - point);
          if (whole >= 10n ** 30n) expect(text).toBeUndefined();
          else expect(BigInt((text ?? '').replace('.', ''))).toBe(whole);
        },
      ),
    );
  });
});
