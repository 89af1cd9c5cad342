import { measuredColumn } from '../contract/feature-row.ts';
import { addDays } from '../domain/dates.ts';
import { nextDaysOf } from '../domain/feature-values.ts';
import {
  isPredicted,
  measuredColumns,
  PREVIOUS_ORDER,
  PURCHASE_DAYS,
  REPEAT_NET,
} from '../domain/measured-columns.ts';
import { decimalsOf } from '../domain/money.ts';
import type { MeasuredFeature } from '../domain/policy/feature-schema.ts';
import { countOf, distinctOf, greatestOf, meanOf, selected, sumOf } from './aggregates.ts';
import { bind, dateLiteral, type Literal } from './bind.ts';
import { type GivenColumn, type MeasuredGround, type MeasuredTable, relation } from './measured-table.ts';
import { between, every, inStretch, oneOf } from './row-conditions.ts';

type OrdersFeature = Extract<MeasuredFeature, { from: 'orders'; take: unknown }>;

interface Taken extends GivenColumn {
  take: Literal;
}

/** What was left of an order after all that was paid back of it. */
const LEFT = 'net + back';

/** The tables of what the policy reads of counted orders. */
export function orderTables(ground: MeasuredGround): MeasuredTable[] {
  const taken = [...ofPolicy(ground), ...ofLifetime(ground)];
  const returns = ofReturns(ground);
  return [
    ...(taken.length > 0 ? [featuresTable(taken, ground)] : []),
    ...(returns.length > 0 ? [returnsTable(returns, ground)] : []),
  ];
}

const featuresTable = (columns: Taken[], { sql }: MeasuredGround): MeasuredTable => ({
  name: 'order_features',
  columns,
  statement: (pass) =>
    bind(sql('orderFeatures'), { columns: selected(columns), judged: relation(pass, 'judged') }),
});

const returnsTable = (columns: Taken[], { sql }: MeasuredGround): MeasuredTable => ({
  name: 'order_returns',
  columns,
  statement: (pass) =>
    bind(sql('orderReturns'), {
      columns: selected(columns),
      ...{ judged: relation(pass, 'judged'), facts: relation(pass, 'order_facts') },
    }),
});

const ofPolicy = (ground: MeasuredGround): Taken[] =>
  Object.entries(ground.policy.features).flatMap(([name, definition]) =>
    'from' in definition && definition.from === 'orders' && 'take' in definition
      ? [{ column: measuredColumn(name), ...takenOf(definition, ground) }]
      : [],
  );

function takenOf(definition: OrdersFeature, ground: MeasuredGround): Omit<Taken, 'column'> {
  const when = rowsOf(definition, ground);
  switch (definition.take) {
    case 'count':
      return { zero: true, take: countOf(when) };
    case 'amount':
      return { zero: true, take: sumOf(LEFT, when) };
    case 'days':
      return { zero: true, take: distinctOf('order_date', when) };
    case 'average':
      return { zero: false, take: meanOf(LEFT, when) };
    case 'largest':
      return { zero: false, take: greatestOf(LEFT, when) };
    case 'daysSinceLast':
      return { zero: false, take: greatestOf('order_date', when) };
  }
}

function rowsOf(definition: OrdersFeature, { policy, currency, asOf }: MeasuredGround): Literal {
  const { category, channel, region, amountFrom: from, amountTo: to, before } = definition;
  return every(
    inStretch('order_date', { days: definition.days ?? policy.window.days, before }, asOf),
    ...[oneOf('category', category), oneOf('channel', channel), oneOf('region', region)],
    between('amount', { from, to }, 10 ** decimalsOf(currency)),
  );
}

/** The days up to the cut-off of the back-test and those after it. */
function trialStretches({ policy, asOf }: MeasuredGround): { upTo: Literal; after: Literal } {
  const cutOff = dateLiteral(addDays(asOf, -(policy.lifetime?.holdoutDays ?? nextDaysOf(policy, asOf)))).sql;
  return { upTo: { sql: `order_date <= ${cutOff}` }, after: { sql: `order_date > ${cutOff}` } };
}

/** Purchase days of all time, and for the back-test those up to its cut-off and after it, with what these came to. */
function ofLifetime(ground: MeasuredGround): Taken[] {
  if (!isPredicted(ground.policy)) return [];
  const { upTo, after } = trialStretches(ground);
  return [
    { column: measuredColumn(PURCHASE_DAYS), zero: true, take: distinctOf('order_date', every()) },
    { column: 'trial_days', zero: true, nowOnly: true, take: distinctOf('order_date', upTo) },
    { column: 'trial_last', zero: false, nowOnly: true, take: greatestOf('order_date', upTo) },
    { column: 'trial_bought', zero: true, nowOnly: true, take: distinctOf('order_date', after) },
    { column: 'trial_bought_net', zero: true, nowOnly: true, take: sumOf(LEFT, after) },
  ];
}

/** Columns that are reckoned from the first or last day with an order. */
function ofReturns(ground: MeasuredGround): Taken[] {
  const names = measuredColumns(ground.policy).map(({ name }) => name);
  const previous = greatestOf('order_date', { sql: 'order_date < last_order_date' });
  const repeat = { sql: 'order_date > first_order_date' };
  const given = [
    { name: PREVIOUS_ORDER, zero: false, take: previous },
    { name: REPEAT_NET, zero: true, take: sumOf(LEFT, repeat) },
  ]
    .filter(({ name }) => names.includes(name))
    .map(({ name, ...taken }) => ({ column: measuredColumn(name), ...taken }));
  if (!isPredicted(ground.policy)) return given;
  const take = sumOf(LEFT, every(repeat, trialStretches(ground).upTo));
  return [...given, { column: 'trial_net', zero: true, nowOnly: true, take }];
}
