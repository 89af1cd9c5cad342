import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DAY_BEFORE, LAST_DAY, ORDERS_KEY } from './run-lake.ts';
import type { RunName } from './run-ours.ts';

// nodejs-polars is no dependency of the project: it is taken from where it happens to be installed, so it has no types here.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Polars = any;
type Frame = Polars;

const COLUMNS = ['order_id', 'customer_id', 'email', 'ordered_at', 'amount', 'currency', 'status'];

/** What the baseline's script does, as a user of the data frames would write it: in memory, only repeated ids sorted. */
export async function polars(dir: string, run: RunName, at: string): Promise<void> {
  const pl: Polars = createRequire(join(at, 'package.json'))('nodejs-polars');
  const out = join(dir, 'polars');
  mkdirSync(out, { recursive: true });
  const before = join(out, 'first.parquet');
  const scored = tiered(pl, featuresOf(pl, newestOf(pl, join(dir, ORDERS_KEY), run)));
  const known = run === 'next' && existsSync(before) ? pl.readParquet(before) : undefined;
  const changed = known
    ? scored.join(known, { on: scored.columns.filter((name: string) => name !== 'email'), how: 'anti' })
    : scored;
  changed.writeParquet(join(out, 'changed.parquet'));
  scored.writeParquet(join(out, `${run}.parquet`));
}

function newestOf(pl: Polars, path: string, run: RunName): Frame {
  const until = new Date(`${run === 'first' ? DAY_BEFORE : LAST_DAY}T23:59:59.999Z`);
  const all = pl
    .scanParquet(path)
    .select(...COLUMNS)
    .filter(pl.col('ordered_at').lt(pl.lit(until)))
    .collectSync();
  const repeated = all
    .groupBy('order_id')
    .agg(pl.col('status').count().alias('times'))
    .filter(pl.col('times').gt(1));
  const once = all.join(repeated, { on: 'order_id', how: 'anti' });
  const newest = all
    .join(repeated.select('order_id'), { on: 'order_id', how: 'semi' })
    .sort({ by: ['order_id', 'ordered_at', 'status', 'amount'], descending: [false, true, true, true] })
    .unique({ subset: ['order_id'], keep: 'first', maintainOrder: true });
  return pl.concat([once, newest]).filter(pl.col('status').neq(pl.lit('cancelled')));
}

function featuresOf(pl: Polars, orders: Frame): Frame {
  const buys = pl.col('status').neq(pl.lit('refunded'));
  const day = pl.col('ordered_at').cast(pl.Date);
  return orders
    .groupBy('customer_id')
    .agg(
      pl.col('ordered_at').filter(buys).count().alias('frequency'),
      pl.col('amount').sum().alias('monetary'),
      day.filter(buys).min().alias('first_date'),
      day.filter(buys).max().alias('last_date'),
      day.filter(buys).nUnique().alias('purchase_days'),
      pl.col('email').sortBy(pl.col('ordered_at')).last().alias('email'),
    )
    .filter(pl.col('frequency').gt(0));
}

/** Quintiles by place, ties by the id. */
function quintile(pl: Polars, frame: Frame, of: string, name: string): Frame {
  const sorted = frame.sort([of, 'customer_id']);
  const places = Int32Array.from(
    { length: sorted.height },
    (_, i) => 1 + Math.floor((i * 5) / sorted.height),
  );
  return sorted.withColumns(pl.Series(name, Array.from(places), pl.Int32));
}

function tiered(pl: Polars, features: Frame): Frame {
  const ranked = quintile(
    pl,
    quintile(pl, quintile(pl, features, 'last_date', 'r'), 'frequency', 'f'),
    'monetary',
    'm',
  );
  const [r, f, m] = ['r', 'f', 'm'].map((name) => pl.col(name));
  const tier = pl
    .when(r.gtEq(4).and(f.gtEq(4)).and(m.gtEq(4)))
    .then(pl.lit('champion'))
    .when(f.gtEq(4).and(r.gtEq(3)))
    .then(pl.lit('loyal'))
    .when(r.gtEq(4))
    .then(pl.lit('promising'))
    .when(r.ltEq(2).and(f.gtEq(3)))
    .then(pl.lit('at_risk'))
    .when(r.eq(1).and(f.ltEq(2)))
    .then(pl.lit('lost'))
    .otherwise(pl.lit('regular'));
  return ranked.withColumns(tier.alias('tier'));
}
