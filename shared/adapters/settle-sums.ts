import type { DuckDb, Row } from './duckdb.ts';
import { type Repeats, type Settling, whoOf } from './settle.ts';

export type Amounts = Record<string, number>;
export type Part = 'kept' | 'repeated' | 'setAside';
export type Span = [from: string, to: string] | null;

/** What became of the readable rows of a file. Moments are ISO 8601; `utc` of zoned rows, `wall` of the others. */
export interface Settled extends Repeats {
  rows: Record<Part, number>;
  amounts: Record<Part, Amounts>;
  currency: string | undefined;
  utc: Span;
  wall: Span;
}

/** The moment that dates a row of each kind. */
const MOMENT = {
  orders: 'ordered_at',
  customers: undefined,
  activity: 'occurred_at',
  feedback: 'occurred_at',
};

/** Counts and sums of settled rows, by what became of them; `from` has them all with their `who`. */
export async function sumsOf(
  db: DuckDb,
  { kind, identity }: Settling,
  from: string,
  repeated: string,
): Promise<Omit<Settled, keyof Repeats>> {
  const orders = kind === 'orders';
  const who = whoOf(kind, identity);
  const moment = MOMENT[kind];
  const money = orders ? 'amount' : '0';
  const currency = orders ? `coalesce(currency, '')` : `''`;
  const part = `CASE WHEN ${who} IS NULL ${orders ? `OR status NOT IN ('paid', 'refunded')` : ''} THEN 'setAside' ELSE 'kept' END`;
  const result = await db.rows(`SELECT part, currency, sum(n) AS n, CAST(sum(amount) AS VARCHAR) AS amount,
      min(utc_from) AS utc_from, max(utc_to) AS utc_to, min(wall_from) AS wall_from, max(wall_to) AS wall_to
    FROM (
      SELECT ${part} AS part, ${currency} AS currency, count(*) AS n, sum(${money}) AS amount,
        ${spans(moment, 'has_zone', 'utc')}, ${spans(moment, 'NOT has_zone', 'wall')}
      FROM ${from} GROUP BY 1, 2
      UNION ALL
      SELECT 'repeated', ${currency}, count(*), sum(${money}), NULL, NULL, NULL, NULL FROM ${repeated} GROUP BY 2
    )
    GROUP BY 1, 2 ORDER BY n DESC, currency`);
  return inParts(result, orders);
}

const spans = (moment: string | undefined, when: string, name: string): string =>
  moment === undefined
    ? `CAST(NULL AS TIMESTAMP) AS ${name}_from, CAST(NULL AS TIMESTAMP) AS ${name}_to`
    : `min(${moment}) FILTER (WHERE ${when}) AS ${name}_from, max(${moment}) FILTER (WHERE ${when}) AS ${name}_to`;

function inParts(result: readonly Row[], orders: boolean): Omit<Settled, keyof Repeats> {
  const rows = { kept: 0, repeated: 0, setAside: 0 };
  const amounts: Settled['amounts'] = { kept: {}, repeated: {}, setAside: {} };
  for (const { part, currency, n, amount } of result) {
    const place = part as Part;
    rows[place] += Number(n);
    if (orders) amounts[place][String(currency)] = Number(amount);
  }
  const kept = result.filter(({ part }) => part === 'kept');
  const currency = (kept.length > 0 ? kept : result).find((row) => row.currency !== '')?.currency;
  const span = (name: string): Span => {
    const all = kept.flatMap((row) => [row[`${name}_from`], row[`${name}_to`]]).filter((at) => at !== null);
    const sorted = all.map(String).sort();
    return sorted[0] === undefined ? null : [sorted[0], sorted.at(-1) ?? sorted[0]];
  };
  return {
    rows,
    amounts,
    currency: currency === undefined ? undefined : String(currency),
    utc: span('utc'),
    wall: span('wall'),
  };
}
