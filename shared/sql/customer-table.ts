import { measuredColumn } from '../contract/feature-row.ts';
import type { ColumnFeature } from '../domain/policy/feature-schema.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { newestOf, selected } from './aggregates.ts';
import { bind, columnLiteral, dateLiteral, firstOf, joined, type Literal, textLiteral } from './bind.ts';
import { type MeasuredGround, type MeasuredTable, type Pass, relation } from './measured-table.ts';
import { every } from './row-conditions.ts';
import type { Sql } from './texts.ts';

const features = ({ features }: Policy): [string, ColumnFeature][] =>
  Object.entries(features).filter(
    (entry): entry is [string, ColumnFeature] => 'from' in entry[1] && entry[1].from === 'customers',
  );

/** Whether the policy reads columns of customers exports. */
export const readsColumns = (policy: Policy): boolean => features(policy).length > 0;

/** The table of what the policy reads of customers exports, if it reads any. */
export function customerTables({ sql, policy }: MeasuredGround): MeasuredTable[] {
  const columns = features(policy).map(([name]) => measuredColumn(name));
  if (columns.length === 0) return [];
  const table = {
    name: 'customer_columns',
    columns: columns.map((column) => ({ column, zero: false })),
    statement: (pass: Pass) => bind(sql('customerColumns'), literalsOf(columns, pass)),
  };
  return [table];
}

function literalsOf(columns: readonly string[], pass: Pass) {
  const names = columns.map(columnLiteral);
  const newest = columns.map((column) => ({
    column,
    take: newestOf(columnLiteral(column).sql, 'place', every()),
  }));
  return {
    names: joined(names, ',\n    '),
    ties: joined(
      names.map(({ sql }) => ({ sql: `coalesce(${sql}, '')` })),
      ', ',
    ),
    columns: selected(newest),
    customers: relation(pass, 'customers'),
    known: pass.name === 'current' ? every() : knownBefore(pass),
  };
}

/**
 * Statements count whatever their day is: what the base run saw was known then, and nothing else was. Where nobody knows
 * any more what it saw, the day decides.
 */
export const knownBefore = ({ knownTo }: Pick<Pass, 'knownTo'>): Literal => ({
  sql: `coalesce(known_to_base, CAST(said_at AS date) <= ${dateLiteral(knownTo).sql})`,
});

/** Columns of the lake that hold what a policy may call by the same name. */
const OF_THE_LAKE: readonly string[] = ['country', 'language', 'name'];

/**
 * The columns that the policy reads, out of a row of the lake: by their very name, else by one that differs in case.
 * `names` are all that the exports have.
 */
export const columnsOfRow = (policy: Policy, names: readonly string[], sql: Sql): Literal[] =>
  features(policy).map(([name, { column }]) => {
    const texts = [
      ...spellingsOf(column, names).map((spelling) => attribute(spelling, sql)),
      ...ofLake(column),
    ];
    return {
      sql: `${firstOf(texts).sql} AS ${columnLiteral(measuredColumn(name)).sql},`,
    };
  });

function spellingsOf(column: string, names: readonly string[]): string[] {
  const plain = column.trim().toLowerCase();
  const alike = names.filter((name) => name !== column && name.trim().toLowerCase() === plain).sort();
  return names.includes(column) ? [column, ...alike] : alike;
}

/** A pointer escapes two characters (RFC 6901), and so does a quoted name of a path. */
const attribute = (name: string, sql: Sql): string =>
  bind(sql('attribute'), {
    pointer: textLiteral(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    path: textLiteral(`$["${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`),
  });

function ofLake(column: string): string[] {
  const plain = column.trim().toLowerCase();
  return OF_THE_LAKE.includes(plain) ? [`nullif(trim(${plain}), '')`] : [];
}
