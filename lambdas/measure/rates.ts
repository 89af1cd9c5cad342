import { factorOf } from '../../shared/domain/exchange.ts';
import { noRate } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { identityExpression } from '../../shared/sql/bind.ts';
import type { Bench } from './bench.ts';

/** Rows that count for somebody though they name nobody: refund rows, and those of an order that was stated again. */
const SOMEBODYS = `amount < 0 OR EXISTS (FROM older l WHERE l.intake_id = o.intake_id AND l."row" = o."row")
  OR EXISTS (FROM older l WHERE l.by_intake = o.intake_id AND l.by_row = o."row")`;

/** The factor of every currency and precision that counting rows have; a cancelled order needs no rate. */
export async function layRates(bench: Bench, runCurrency: string, policy: Policy): Promise<void> {
  const counting = `status IN ('paid', 'refunded') AND (${identityExpression(policy.identity).sql} IS NOT NULL OR ${SOMEBODYS})`;
  const pairs = await bench.rows(`SELECT DISTINCT currency, decimals FROM lake_orders o WHERE ${counting}`);
  const rates = new Map<string, { currency: string; decimals: number; factor: string }>();
  for (const pair of pairs) {
    const currency = pair.currency === null ? runCurrency : String(pair.currency);
    const factor = factorOf(policy, runCurrency, currency, Number(pair.decimals));
    if (factor === undefined) throw noRate(currency, runCurrency);
    rates.set(`${currency} ${pair.decimals}`, { currency, decimals: Number(pair.decimals), factor });
  }
  const columns = { currency: 'VARCHAR', decimals: 'INTEGER', factor: 'VARCHAR' } as const;
  await bench.load('rate_texts', columns, rates.values());
  await bench.run(
    'CREATE TABLE rates AS SELECT currency, decimals, CAST(factor AS DECIMAL(30, 18)) AS factor FROM rate_texts',
  );
}
