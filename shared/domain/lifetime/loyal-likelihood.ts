import type { Columns } from './behaviour-likelihood.ts';
import { overLogs, type Surface } from './maximise.ts';
import { WEEK } from './model.ts';
import { countsAbove, risingSum } from './rising.ts';

/**
 * The NBD's log-likelihood of (ln r, ln α): the same customers, none of whom ever leaves. For each customer
 * ln Γ(r+x)/Γ(r) + r ln α − (r+x) ln(α+T), which both models approach as a → 0. Source: Ehrenberg 1959.
 */
export function loyalLikelihood(columns: Columns): (logs: readonly number[]) => Surface {
  const bought = countsAbove(columns.x, columns.customers, 0);
  const { byDay, repeats } = totalsByDay(columns);
  return (logs) => {
    const [r = 1, alpha = 1] = logs.map(Math.exp);
    const rates = risingSum(bought, r);
    const s = { value: 0, r: 0, alpha: 0, rAlpha: 0, alphaAlpha: 0 };
    byDay.forEach((n, day) => {
      const span = alpha + day / WEEK;
      const shape = n * r + (repeats[day] ?? 0);
      s.value -= shape * Math.log(span);
      s.r -= n * Math.log(span);
      s.alpha -= shape / span;
      s.rAlpha -= n / span;
      s.alphaAlpha += shape / span ** 2;
    });
    const n = columns.everybody;
    const cross = n / alpha + s.rAlpha;
    return overLogs([r, alpha], {
      value: rates.value + n * r * Math.log(alpha) + s.value,
      gradient: [rates.slope + n * Math.log(alpha) + s.r, (n * r) / alpha + s.alpha],
      hessian: [
        [rates.bend, cross],
        [cross, s.alphaAlpha - (n * r) / alpha ** 2],
      ],
    });
  };
}

/** Customers and their repeat days, by T: all that this likelihood needs to know. */
function totalsByDay(columns: Columns): { byDay: Float64Array; repeats: Float64Array } {
  const byDay = new Float64Array(columns.lastDay + 1);
  const repeats = new Float64Array(columns.lastDay + 1);
  for (let g = 0; g < columns.x.length; g += 1) {
    const day = columns.T[g] ?? 0;
    const n = columns.customers[g] ?? 0;
    byDay[day] = (byDay[day] ?? 0) + n;
    repeats[day] = (repeats[day] ?? 0) + n * (columns.x[g] ?? 0);
  }
  return { byDay, repeats };
}
