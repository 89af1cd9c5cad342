import { decimalsOf } from './money.ts';
import type { Policy } from './policy/schema.ts';

const FACTOR_DIGITS = 12;

/**
 * By what an amount counted in `decimals` digits of `currency` is multiplied to become minor units of the run's
 * currency; a decimal text, exact to twelve digits. Undefined when the policy gives no rate.
 */
export function factorOf(
  policy: Policy,
  runCurrency: string,
  currency: string,
  decimals: number,
): string | undefined {
  const rates = policy.currency.rates;
  const given = Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  const rate = currency === runCurrency ? 1 : given;
  return rate === undefined
    ? undefined
    : (rate * 10 ** (decimalsOf(runCurrency) - decimals)).toFixed(FACTOR_DIGITS);
}
