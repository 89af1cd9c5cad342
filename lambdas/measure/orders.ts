import type { Policy } from '../../shared/domain/policy/schema.ts';
import {
  bind,
  cleaned,
  identityExpression,
  type Literal,
  lonePhone,
  textLiteral,
  whoseRow,
  wordsOfBest,
} from '../../shared/sql/bind.ts';
import { orderTextColumns } from '../../shared/sql/order-texts.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import type { OrdersSeen } from './rates.ts';

/**
 * Lays out the orders that count: `standing_orders` in the words of the exports, `current_orders` by
 * whom they are of, and `keyed_orders` by what tells that. Gives what makes a customer of the key of the last ones.
 */
export async function layOrders(bench: Bench, sql: Sql, policy: Policy, seen: OrdersSeen): Promise<Literal> {
  const { identity, timeZone } = policy;
  const apart = bind(sql('apartOrders'), { raw_identity: identityExpression(identity) });
  await bench.run(`CREATE TABLE apart_orders AS ${apart}`);
  const standing = bind(sql('standingOrders'), {
    ...{ zone: textLiteral(timeZone), ...seen.money, texts: orderTextColumns(policy, 'lake') },
  });
  await bench.run(`CREATE ${bench.manyReads} standing_orders AS ${standing}`);
  const texts = orderTextColumns(policy, 'orders');
  const current = { texts, lone_phone: lonePhone(identity) };
  await bench.run(
    `CREATE VIEW current_orders AS ${bind(sql('currentOrders'), { ...current, ...whoseOrder(policy, seen) })}`,
  );
  const keys = seen.lackBest
    ? { key: CUSTOMER, texts, named: { sql: 'customer_id IS NOT NULL' }, orders: { sql: 'current_orders' } }
    : { key: wordsOfBest(identity), texts, named: { sql: 'true' }, orders: { sql: 'standing_orders' } };
  await bench.run(`CREATE VIEW keyed_orders AS ${bind(sql('keyedOrders'), keys)}`);
  return seen.lackBest ? CUSTOMER : cleaned(identity);
}

const CUSTOMER: Literal = { sql: 'customer_id' };

/** Where every order has the best key, nobody is looked up by a lesser one. */
function whoseOrder({ identity }: Policy, { lackBest }: OrdersSeen): Record<'identity' | 'owners', Literal> {
  if (!lackBest) return { identity: identityExpression(identity.slice(0, 1)), owners: { sql: '' } };
  const { identity: whose, alias } = whoseRow(identity);
  return { identity: whose, owners: { sql: `LEFT JOIN owners ON owners.alias = ${alias.sql}` } };
}
