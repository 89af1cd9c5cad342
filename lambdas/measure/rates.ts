import { factorOf } from '../../shared/domain/exchange.ts';
import { noRate } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, hasBest, identityExpression, type Literal, textLiteral } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

/** What the currencies and keys of all orders come to. */
export interface OrdersSeen {
  /** Whether any order lacks the best key of the policy's identity. */
  lackBest: boolean;
  /** How amounts become the run's currency, in rows that know of `currency`, `decimals` and the same of the refund. */
  money: Record<'amount' | 'refund' | 'rates', Literal>;
}

interface Pair {
  currency: string;
  decimals: number;
  /** Undefined where none is needed. */
  factor: string | undefined;
}

/** Lays out `rates`: the factor of every currency and precision that counting rows have; a cancelled order needs no rate. */
export async function layRates(
  bench: Bench,
  sql: Sql,
  runCurrency: string,
  policy: Policy,
): Promise<OrdersSeen> {
  const { identity } = policy;
  const best = hasBest(identity);
  const ask = (named: Literal) => bench.rows(bind(sql('ratedPairs'), { named, best_named: best }));
  const few = await ask(best);
  const lackBest = few.some(({ lacking }) => lacking === true);
  const found = lackBest ? await ask({ sql: `${identityExpression(identity).sql} IS NOT NULL` }) : few;
  const pairs = found.map((pair): Pair => {
    const currency = pair.currency === null ? runCurrency : String(pair.currency);
    const decimals = Number(pair.decimals);
    const factor = factorOf(policy, runCurrency, currency, decimals);
    if (pair.rated === true && factor === undefined) throw noRate(currency, runCurrency);
    return { currency, decimals, factor: pair.rated === true ? factor : undefined };
  });
  await loadRates(bench, pairs);
  const alike = pairs.every(({ factor }) => factor !== undefined && Number(factor) === 1);
  return { lackBest, money: alike ? AS_IT_IS : exchanged(runCurrency) };
}

async function loadRates(bench: Bench, pairs: readonly Pair[]): Promise<void> {
  const rates = new Map<string, { currency: string; decimals: number; factor: string }>();
  for (const { currency, decimals, factor } of pairs)
    if (factor !== undefined) rates.set(`${currency} ${decimals}`, { currency, decimals, factor });
  const columns = { currency: 'VARCHAR', decimals: 'INTEGER', factor: 'VARCHAR' } as const;
  await bench.load('rate_texts', columns, inOrder(rates));
  await bench.run(
    'CREATE TABLE rates AS SELECT currency, decimals, CAST(factor AS DECIMAL(30, 18)) AS factor FROM rate_texts',
  );
}

/** Where all orders are in the run's own currency and precision. */
const AS_IT_IS = { amount: { sql: 'amount' }, refund: { sql: 'refund' }, rates: { sql: '' } };

/** Half a minor unit goes away from zero, as on an invoice. */
const exchanged = (runCurrency: string): OrdersSeen['money'] => ({
  amount: { sql: 'CASE WHEN r.factor = 1 THEN amount ELSE CAST(round(amount * r.factor) AS bigint) END' },
  refund: {
    sql: `CASE
    WHEN refund = 0 OR paid_back.factor = 1 THEN refund
    ELSE CAST(round(refund * paid_back.factor) AS bigint)
  END`,
  },
  rates: {
    sql: `LEFT JOIN rates r ON r.currency = coalesce(dated.currency, ${textLiteral(runCurrency).sql}) AND r.decimals = dated.decimals
LEFT JOIN rates paid_back
  ON paid_back.currency = coalesce(dated.refund_currency, ${textLiteral(runCurrency).sql})
  AND paid_back.decimals = dated.refund_decimals`,
  },
});

/** Rows of an engine have no order of their own; what is said twice must be said alike. */
const inOrder = <T>(rates: ReadonlyMap<string, T>): T[] =>
  [...rates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rate]) => rate);
