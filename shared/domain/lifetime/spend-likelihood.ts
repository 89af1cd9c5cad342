import { logGamma } from './gamma.ts';
import { overLogs, type Surface } from './maximise.ts';
import type { SpendGroup } from './model.ts';

/** All customers with the same number of repeat days `x`: how many, the sum of ln mean, and what each spent in all. */
interface Class {
  x: number;
  customers: number;
  logMeans: number;
  totals: Float64Array;
  counts: Float64Array;
}

/** The means of each class sorted, each customer's own: sums over them depend on no order of the groups. */
function classesOf(groups: readonly SpendGroup[]): Class[] {
  const byX = new Map<number, SpendGroup[]>();
  for (const group of groups) {
    const same = byX.get(group.x);
    if (same) same.push(group);
    else byX.set(group.x, [group]);
  }
  const sorted = [...byX].sort(([one], [other]) => one - other);
  return sorted.map(([x, same]) => {
    const means = new Float64Array(same.reduce((sum, { customers }) => sum + customers, 0));
    let filled = 0;
    for (const { mean, customers } of same) {
      means.fill(mean, filled, filled + customers);
      filled += customers;
    }
    return { x, ...counted(x, means.sort()) };
  });
}

function counted(x: number, means: Float64Array): Omit<Class, 'x'> {
  const totals: number[] = [];
  const counts: number[] = [];
  let logMeans = 0;
  means.forEach((mean, i) => {
    logMeans += Math.log(mean);
    if (mean === means[i - 1]) counts.push((counts.pop() ?? 0) + 1);
    else {
      totals.push(x * mean);
      counts.push(1);
    }
  });
  return {
    customers: means.length,
    logMeans,
    totals: new Float64Array(totals),
    counts: new Float64Array(counts),
  };
}

/**
 * The Gamma-Gamma log-likelihood of (ln p, ln q, ln v) with its derivatives. For each customer
 *
 *     ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln m + px ln x − (px+q) ln(v + x m)
 *
 * with m the mean day total. Source: Fader & Hardie 2013, "The Gamma-Gamma model of monetary value", equation 1a.
 */
export function spendLikelihood(groups: readonly SpendGroup[]): (logs: readonly number[]) => Surface {
  const classes = classesOf(groups);
  return (logs) => {
    const [p = 1, q = 1, v = 1] = logs.map(Math.exp);
    const sum = { value: 0, p: 0, q: 0, v: 0, pp: 0, pq: 0, pv: 0, qq: 0, qv: 0, vv: 0 };
    for (const each of classes) addClass(sum, each, p, q, v);
    return overLogs([p, q, v], {
      value: sum.value,
      gradient: [sum.p, sum.q, sum.v],
      hessian: [
        [sum.pp, sum.pq, sum.pv],
        [sum.pq, sum.qq, sum.qv],
        [sum.pv, sum.qv, sum.vv],
      ],
    });
  };
}

type Sum = Record<'value' | 'p' | 'q' | 'v' | 'pp' | 'pq' | 'pv' | 'qq' | 'qv' | 'vv', number>;

function addClass(
  sum: Sum,
  { x, customers: n, logMeans, totals, counts }: Class,
  p: number,
  q: number,
  v: number,
) {
  const both = logGamma(p * x + q);
  const own = logGamma(p * x);
  const shared = logGamma(q);
  const { logs, ones, squares } = spreads(totals, counts, v);
  const logX = Math.log(x);
  const logV = Math.log(v);
  const shape = p * x + q;
  sum.value += n * (both.value - own.value - shared.value + q * logV + p * x * logX);
  sum.value += (p * x - 1) * logMeans - shape * logs;
  sum.p += x * (n * (both.slope - own.slope + logX) + logMeans - logs);
  sum.q += n * (both.slope - shared.slope + logV) - logs;
  sum.v += (n * q) / v - shape * ones;
  sum.pp += n * x * x * (both.bend - own.bend);
  sum.pq += n * x * both.bend;
  sum.pv -= x * ones;
  sum.qq += n * (both.bend - shared.bend);
  sum.qv += n / v - ones;
  sum.vv += shape * squares - (n * q) / v ** 2;
}

/** Sums of ln(v + total), of its reciprocal and of the square of that. */
function spreads(totals: Float64Array, counts: Float64Array, v: number) {
  let logs = 0;
  let ones = 0;
  let squares = 0;
  for (let g = 0; g < totals.length; g += 1) {
    const spread = v + (totals[g] ?? 0);
    const n = counts[g] ?? 0;
    logs += n * Math.log(spread);
    ones += n / spread;
    squares += n / spread ** 2;
  }
  return { logs, ones, squares };
}
