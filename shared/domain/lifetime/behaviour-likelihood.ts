import { collapse } from './collapse.ts';
import { overLogs, type Surface } from './maximise.ts';
import { type BehaviourKind, type Collapsed, earlyChances, WEEK } from './model.ts';
import { countsAbove, risingSum } from './rising.ts';

/** Distinct histories, sorted, and how many customers share each. */
export interface Columns {
  x: Int32Array;
  tx: Int32Array;
  T: Int32Array;
  customers: Float64Array;
  everybody: number;
  lastDay: number;
  mostRepeats: number;
}

export function columnsOf(histories: readonly Collapsed[]): Columns {
  const { keys, customers } = collapse(histories, [({ x }) => x, ({ tx }) => tx, ({ T }) => T]);
  const [x = new Int32Array(), tx = new Int32Array(), T = new Int32Array()] = keys;
  return {
    ...{ x, tx, T, customers },
    everybody: customers.reduce((sum, n) => sum + n, 0),
    lastDay: T.reduce((most, day) => Math.max(most, day), 0),
    mostRepeats: x.at(-1) ?? 0,
  };
}

/**
 * The log-likelihood of (ln r, ln α, ln a, ln b) with its derivatives. With e = 0 (BG/NBD) or 1 (MBG/NBD), for each customer
 *
 *     ln Γ(r+x)/Γ(r) + r ln α + ln B(a, b+x+e)/B(a, b) + ln[ (α+T)^−(r+x) + a/(b+x+e−1) (α+tx)^−(r+x) ]
 *
 * the second term in the brackets only where x + e > 0. Source: Fader, Hardie & Lee 2005, equation 6; Batislam, Denizel
 * & Filiztekin 2007. The brackets are summed as logarithms, so that no x or T overflows them.
 */
export function behaviourLikelihood(
  kind: BehaviourKind,
  columns: Columns,
): (logs: readonly number[]) => Surface {
  const early = earlyChances(kind);
  const bought = countsAbove(columns.x, columns.customers, 0);
  const chances = countsAbove(columns.x, columns.customers, early);
  return (logs) => {
    const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp);
    const s = bracketSums(columns, { r, alpha, a, b, early });
    const rates = risingSum(bought, r);
    const stays = risingSum(chances, b);
    const all = risingSum(chances, a + b);
    const n = columns.everybody;
    const ra = n / alpha + s.rAlpha;
    return overLogs([r, alpha, a, b], {
      value: rates.value + n * r * Math.log(alpha) + stays.value - all.value + s.value,
      gradient: [
        rates.slope + n * Math.log(alpha) + s.r,
        (n * r) / alpha + s.alpha,
        s.gone / a - all.slope,
        stays.slope - all.slope + s.b,
      ],
      hessian: [
        [rates.bend + s.rr, ra, s.rGone / a, s.rb],
        [ra, s.alphaAlpha - (n * r) / alpha ** 2, s.alphaGone / a, s.alphaB],
        [s.rGone / a, s.alphaGone / a, (s.unsure - s.gone) / a ** 2 - all.bend, s.goneB / a - all.bend],
        [s.rb, s.alphaB, s.goneB / a - all.bend, stays.bend - all.bend + s.bb],
      ],
    });
  };
}

interface At {
  r: number;
  alpha: number;
  a: number;
  b: number;
  early: 0 | 1;
}

/** Logarithms and reciprocals that many customers share: of α + day, by day, and of b + x + e − 1, by x. */
function tables({ lastDay, mostRepeats }: Columns, { alpha, b, early }: At) {
  const day = Float64Array.from({ length: lastDay + 1 }, (_, d) => alpha + d / WEEK);
  // Without a chance to leave the stay is endless: the odds of having left are nil and do not change with b.
  const stay = Float64Array.from({ length: mostRepeats + 1 }, (_, x) =>
    x + early > 0 ? b + x + early - 1 : Number.POSITIVE_INFINITY,
  );
  return {
    logDay: day.map(Math.log),
    perDay: day.map((span) => 1 / span),
    logStay: stay.map(Math.log),
    perStay: stay.map((chances) => 1 / chances),
  };
}

/** Sums over customers of the last term and of its derivatives, those by `a` still to be divided by it. */
function bracketSums(columns: Columns, point: At) {
  const s = { value: 0, r: 0, alpha: 0, gone: 0, b: 0, rr: 0, rAlpha: 0, alphaAlpha: 0, rGone: 0, rb: 0 };
  const t = { alphaGone: 0, alphaB: 0, unsure: 0, goneB: 0, bb: 0 };
  const { logDay, perDay, logStay, perStay } = tables(columns, point);
  const logA = Math.log(point.a);
  for (let g = 0; g < columns.x.length; g += 1) {
    const x = columns.x[g] ?? 0;
    const T = columns.T[g] ?? 0;
    const tx = columns.tx[g] ?? 0;
    const n = columns.customers[g] ?? 0;
    const shape = point.r + x;
    const logEnd = logDay[T] ?? 0;
    const toEnd = perDay[T] ?? 0;
    const toLast = perDay[tx] ?? 0;
    const dr = logEnd - (logDay[tx] ?? 0);
    const dAlpha = shape * (toEnd - toLast);
    const dB = -(perStay[x] ?? 0);
    const odds = logA - (logStay[x] ?? 0) + shape * dr;
    const small = Math.exp(-Math.abs(odds));
    const gone = n * (odds > 0 ? 1 / (1 + small) : small / (1 + small));
    const unsure = (n * small) / (1 + small) ** 2;
    s.value += n * (Math.max(odds, 0) + Math.log1p(small) - shape * logEnd);
    s.r += gone * dr - n * logEnd;
    s.alpha += gone * dAlpha - n * shape * toEnd;
    s.gone += gone;
    s.b += gone * dB;
    s.rr += unsure * dr * dr;
    s.rAlpha += gone * (toEnd - toLast) - n * toEnd + unsure * dr * dAlpha;
    s.alphaAlpha += shape * (n * toEnd ** 2 + gone * (toLast ** 2 - toEnd ** 2)) + unsure * dAlpha * dAlpha;
    s.rGone += unsure * dr;
    s.rb += unsure * dr * dB;
    t.alphaGone += unsure * dAlpha;
    t.alphaB += unsure * dAlpha * dB;
    t.unsure += unsure;
    t.goneB += unsure * dB;
    t.bb += (gone + unsure) * dB * dB;
  }
  return { ...s, ...t };
}
