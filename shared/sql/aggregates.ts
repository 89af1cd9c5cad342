import { columnLiteral, joined, type Literal } from './bind.ts';
import type { RowCondition } from './row-conditions.ts';

/** Aggregates over the rows for which a condition holds. A sum, a mean and an extreme of no rows are NULL. */

const only = (of: string, { sql }: RowCondition): string => `CASE WHEN ${sql} THEN ${of} END`;

const whole = (sql: string): Literal => ({ sql: `CAST(${sql} AS bigint)` });

export const countOf = (when: RowCondition): Literal => whole(`count(${only('1', when)})`);

export const distinctOf = (of: string, when: RowCondition): Literal =>
  whole(`count(DISTINCT ${only(of, when)})`);

export const sumOf = (of: string, when: RowCondition): Literal => whole(`sum(${only(of, when)})`);

/** Of whole numbers; half a unit goes away from zero. */
export const meanOf = (of: string, when: RowCondition): Literal => whole(`round(avg(${only(of, when)}))`);

export const greatestOf = (of: string, when: RowCondition): Literal => ({ sql: `max(${only(of, when)})` });

export const leastOf = (of: string, when: RowCondition): Literal => ({ sql: `min(${only(of, when)})` });

/** Of the row with the greatest `place`; rows in which it is unknown do not take part. */
export const newestOf = (of: string, place: string, when: RowCondition): Literal => ({
  sql: `max_by(${of}, ${only(place, known(when, of))})`,
});

const known = ({ sql }: RowCondition, of: string): RowCondition => ({ sql: `${sql} AND ${of} IS NOT NULL` });

/** Aggregates under the names of their columns. */
export const selected = (columns: readonly { column: string; take: Literal }[]): Literal =>
  joined(
    columns.map(({ column, take }) => ({ sql: `${take.sql} AS ${columnLiteral(column).sql}` })),
    ',\n  ',
  );
