import { measuredColumn } from '../contract/feature-row.ts';
import { preferenceColumn } from '../domain/measured-columns.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { bind, columnLiteral, dateLiteral } from './bind.ts';
import { type MeasuredGround, type MeasuredTable, relation } from './measured-table.ts';
import type { OrderText } from './order-texts.ts';
import { every, inStretch } from './row-conditions.ts';

interface Favourite {
  column: string;
  of: OrderText;
  days: number | 'all';
}

/** What the policy asks for of what somebody buys most often: a table each. */
export const favouriteTables = (ground: MeasuredGround): MeasuredTable[] =>
  favouritesOf(ground.policy).map((favourite, i) => favouriteTable(favourite, i, ground));

function favouritesOf({ features, portrait, window }: Policy): Favourite[] {
  const own = Object.entries(features).flatMap(([name, definition]) =>
    'favourite' in definition
      ? [{ column: measuredColumn(name), of: definition.favourite, days: definition.days ?? window.days }]
      : [],
  );
  const shown = portrait.preferences.map((of) => ({
    ...{ column: measuredColumn(preferenceColumn(of)), of, days: window.days },
  }));
  return [...own, ...shown];
}

const favouriteTable = (
  { column, of, days }: Favourite,
  place: number,
  { sql, asOf }: MeasuredGround,
): MeasuredTable => ({
  name: `favourite_${place}`,
  columns: [{ column, zero: false }],
  statement: (pass) =>
    bind(sql('favourite'), {
      ...{ word: { sql: of }, column: columnLiteral(column), judged: relation(pass, 'judged') },
      ...{ as_of: dateLiteral(asOf), when: every(inStretch('order_date', { days, before: 0 }, asOf)) },
    }),
});
