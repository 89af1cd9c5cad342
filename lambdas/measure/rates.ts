import { factorOf } from '../../shared/domain/exchange.ts';
import { noRate } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, identityExpression } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

/** The factor of every currency and precision that counting rows have; a cancelled order needs no rate. */
export async function layRates(bench: Bench, sql: Sql, runCurrency: string, policy: Policy): Promise<void> {
  const raw = { raw_identity: identityExpression(policy.identity) };
  const pairs = await bench.rows(bind(sql('ratedPairs'), raw));
  const rates = new Map<string, { currency: string; decimals: number; factor: string }>();
  for (const pair of pairs) {
    const currency = pair.currency === null ? runCurrency : String(pair.currency);
    const factor = factorOf(policy, runCurrency, currency, Number(pair.decimals));
    if (factor === undefined) throw noRate(currency, runCurrency);
    rates.set(`${currency} ${pair.decimals}`, { currency, decimals: Number(pair.decimals), factor });
  }
  const columns = { currency: 'VARCHAR', decimals: 'INTEGER', factor: 'VARCHAR' } as const;
  await bench.load('rate_texts', columns, inOrder(rates));
  await bench.run(
    'CREATE TABLE rates AS SELECT currency, decimals, CAST(factor AS DECIMAL(30, 18)) AS factor FROM rate_texts',
  );
}

/** Rows of an engine have no order of their own; what is said twice must be said alike. */
const inOrder = <T>(rates: ReadonlyMap<string, T>): T[] =>
  [...rates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rate]) => rate);
