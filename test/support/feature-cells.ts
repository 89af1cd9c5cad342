import type { Row } from '../../shared/adapters/duckdb.ts';
import type { Facts } from '../../shared/domain/features.ts';
import type { Measured } from '../../shared/domain/plan-part.ts';

const snakeCase = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Facts by column; the quiet ones have `q` before their names. */
const factCells = ({ measured, ...facts }: Facts, before = ''): Row => ({
  ...Object.fromEntries(
    Object.entries(facts).map(([field, value]) => [`${before && `${before}_`}${snakeCase(field)}`, value]),
  ),
  ...Object.fromEntries(Object.entries(measured).map(([name, value]) => [`${before}x_${name}`, value])),
});

/** A customer as a row of the features' Parquet. */
export const asRow = ({ held, quiet, ...row }: Measured): Row => ({
  ...factCells(row),
  ...(quiet ? factCells(quiet, 'q') : {}),
  q_known: quiet !== null,
  held: held && JSON.stringify(held),
});
