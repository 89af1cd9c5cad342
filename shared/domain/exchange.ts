import { decimalsOf } from './money.ts';
import type { Policy } from './policy/schema.ts';

/** What DECIMAL(30, 18) holds: more would not fit beside an amount of nineteen digits. */
const [WHOLE_DIGITS, FRACTION_DIGITS] = [12, 18];

/**
 * By what an amount counted in `decimals` digits of `currency` is multiplied to become minor units of the run's
 * currency: a decimal text, exact up to eighteen digits after the point. Undefined when the policy gives no rate, or one
 * so large or small that no digit of it would be left.
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
  return rate === undefined ? undefined : shifted(rate, decimalsOf(runCurrency) - decimals);
}

/**
 * `rate` with its point moved, digit by digit: multiplied as a binary fraction, 82000.1 would end in ...000005821, and
 * half a minor unit would now and then be rounded the wrong way.
 */
function shifted(rate: number, places: number): string | undefined {
  const { digits, exponent } = decimalOf(rate);
  const scale = exponent + places + FRACTION_DIGITS;
  const units = scale >= 0 ? digits * 10n ** BigInt(scale) : halfUp(digits, 10n ** BigInt(-scale));
  const text = String(units).padStart(FRACTION_DIGITS + 1, '0');
  const whole = text.slice(0, -FRACTION_DIGITS);
  return units === 0n || whole.length > WHOLE_DIGITS ? undefined : `${whole}.${text.slice(-FRACTION_DIGITS)}`;
}

const halfUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor / 2n) / divisor;

/** The shortest decimal that means the number, which is what the policy's author wrote: digits · 10^exponent. */
function decimalOf(number: number): { digits: bigint; exponent: number } {
  const [mantissa = '', power = '0'] = String(number).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
