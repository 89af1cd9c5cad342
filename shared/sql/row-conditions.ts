import { addDays, type LocalDate } from '../domain/dates.ts';
import { dateLiteral, integerLiteral, joined, type Literal, textLiteral } from './bind.ts';

/** Which rows a feature is taken of, as SQL. */
export type RowCondition = Literal;

/** All of them hold; none at all is always true. */
export const every = (...conditions: readonly (RowCondition | undefined)[]): RowCondition => {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? { sql: 'true' } : joined(given, ' AND ');
};

/** The column's text is one of the words, without regard to case and blanks around them. */
export function oneOf(
  column: string,
  words: string | readonly string[] | undefined,
): RowCondition | undefined {
  if (words === undefined) return undefined;
  const wanted = [words].flat().map((word) => textLiteral(word.trim().toLowerCase()));
  return { sql: `lower(${column}) IN (${joined(wanted, ', ').sql})` };
}

/** The day lies in the last so many days that end `before` days before the run's; `all` has no first day. */
export function inStretch(
  column: string,
  { days, before }: { days: number | 'all'; before: number },
  asOf: LocalDate,
): RowCondition | undefined {
  const last = addDays(asOf, -before);
  return every(
    days === 'all' ? undefined : { sql: `${column} > ${dateLiteral(addDays(last, -days)).sql}` },
    before === 0 ? undefined : { sql: `${column} <= ${dateLiteral(last).sql}` },
  );
}

/** The whole number lies between two bounds, both of which belong; they are given in units of `scale`. */
export function between(
  column: string,
  { from, to }: { from: number | undefined; to: number | undefined },
  scale: number,
): RowCondition | undefined {
  // Six digits take away what binary fractions add: 19.99 × 100 is 1998.9999999999998.
  const exact = (bound: number) => Number((bound * scale).toFixed(6));
  return every(
    from === undefined ? undefined : { sql: `${column} >= ${integerLiteral(Math.ceil(exact(from))).sql}` },
    to === undefined ? undefined : { sql: `${column} <= ${integerLiteral(Math.floor(exact(to))).sql}` },
  );
}
