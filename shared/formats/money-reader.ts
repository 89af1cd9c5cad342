import { decimalsOf } from '../domain/money.ts';
import { firstFilled } from './cell-text.ts';
import {
  currencyOfMark,
  mayBeThousands,
  minorUnits,
  readAmount,
  readCurrency,
  type WrittenAmount,
} from './money.ts';
import type { Field } from './profile.ts';
import type { ReadingRules } from './row-reader.ts';
import { NeedsSurvey, RowRefusal } from './row-refusal.ts';
import { isNothing, unwrapped } from './text.ts';

/** An amount in minor units of its currency; `decimals` is how many digits those have. */
export interface Money {
  minor: number;
  decimals: number;
  currency: string | undefined;
}

const THOUSANDTHS = 3;

const isZero = ({ whole, fraction }: WrittenAmount): boolean => /^0*$/.test(whole + fraction);

/** Reads the amounts and numbers of one row; `text` gives what a row says of a field. */
export function moneyReader(
  rules: ReadingRules,
  text: (cells: readonly string[], field: Field) => string,
  note: (code: string, field: Field) => void,
) {
  const { positions, addends, profile } = rules.mapping;

  function currency(cells: readonly string[]): string | undefined {
    const cell = unwrapped(text(cells, 'currency'));
    if (isNothing(cell)) return undefined;
    const code = readCurrency(cell);
    if (!code) throw new RowRefusal('R_CURRENCY_INVALID', 'currency');
    return code;
  }

  /** The currency that is named, else the one beside the number, else the platform's, else none. */
  function money(cell: string, field: Field, named: string | undefined): Money | null {
    const read = readAmount(cell, rules.style.amount);
    if (read === 'R_AMOUNT_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('amount');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    const marked = markOf(read, field, named);
    const written = named ?? marked ?? profile.currency;
    const decimals = decimalsOf(written ?? rules.shopCurrency ?? '');
    if (!rules.style.amount && mayBeThousands(read, decimals)) throw new NeedsSurvey('amount');
    const minor = minorUnits(read, decimals);
    if (typeof minor === 'string') throw new RowRefusal(minor, field);
    if (read.fullWidth) note('W_FULLWIDTH', field);
    return { minor, decimals, currency: written };
  }

  /**
   * The currency beside a number; refused when it is not the one that is named or, for a refund, that of the amount.
   * Nothing given back is nothing in any currency.
   */
  function markOf(read: WrittenAmount, field: Field, named: string | undefined): string | undefined {
    if (read.mark === '') return undefined;
    const usual = named ?? profile.currency ?? rules.shopCurrency;
    const marked = currencyOfMark(read.mark, usual);
    if (marked && field === 'refund' && isZero(read)) return undefined;
    const expected = field === 'refund' ? usual : named;
    if (!marked || (expected && marked !== expected)) throw new RowRefusal('R_CURRENCY_INVALID', field);
    return marked;
  }

  /** The amount of a row with all that the platform adds to it or takes from it; null where the row has none. */
  function amount(
    cells: readonly string[],
    field: 'amount' | 'refund',
    named: string | undefined,
  ): Money | null {
    const own = money(text(cells, field), field, named);
    const sum = { ...(own ?? noMoney(named)) };
    let found = own !== null;
    for (const { places, sign } of addends[field] ?? []) {
      const more = money(firstFilled(cells, places), field, named);
      if (!more) continue;
      if (found && (more.currency !== sum.currency || more.decimals !== sum.decimals))
        throw new RowRefusal('R_CURRENCY_INVALID', field);
      Object.assign(sum, more, { minor: sum.minor + sign * more.minor });
      found = true;
    }
    return found ? sum : null;
  }

  const noMoney = (named: string | undefined): Money => {
    const written = named ?? profile.currency;
    return { minor: 0, decimals: decimalsOf(written ?? rules.shopCurrency ?? ''), currency: written };
  };

  /** A plain number in thousandths: hours, points, stars; null where there is none. */
  function thousandths(cells: readonly string[], field: Field): number | null {
    const read = readAmount(text(cells, field), rules.style.amount);
    if (read === 'R_AMOUNT_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('amount');
    if (typeof read === 'string' || read.mark !== '') throw new RowRefusal('R_NUMBER_INVALID', field);
    const number = minorUnits(read, THOUSANDTHS);
    if (typeof number === 'string') throw new RowRefusal('R_NUMBER_INVALID', field);
    return number;
  }

  /** Whether this file has a way to say that money was given back. */
  const statesRefunds =
    positions.refund !== undefined || addends.refund !== undefined || profile.refundedInFull !== undefined;

  return { currency, amount, noMoney, thousandths, statesRefunds };
}
