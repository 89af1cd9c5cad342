import { type Behaviour, earlyChances, WEEK } from './model.ts';

const PRECISION = 1e-14;
const HUGE = 1e200;

/**
 * Expected purchases in the next `weeks` of a customer known to be alive `T` days after the first order, with `x` repeat
 * days behind him: the bracket of Fader, Hardie & Lee 2005, equation 10, which is (a+b+x−1)/(a−1) · [1 − … ₂F₁(…)].
 * That form loses all digits as t → 0 or a → 1 and has a pole at a + b + x = 1. Summed here instead over n, the
 * purchases if he could not leave, which are negative binomial: Σ P(n) · S(n), where S(n) = Σ_{j<n} B(a, b+x+j)/B(a, b+x)
 * is how many of them he stays for. Every term is positive, so nothing cancels. P(n) is kept up to a factor and
 * divided by its own sum, so that nothing underflows.
 */
export function purchasesIfAlive(model: Behaviour, x: number, T: number, weeks: number): number {
  if (weeks <= 0) return 0;
  const span = model.alpha + T / WEEK;
  const odds = weeks / (span + weeks);
  const shape = model.r + x;
  const stay = model.b + x + earlyChances(model.kind);
  let chance = 1;
  let chances = 1;
  let here = 1;
  let reached = 0;
  let sum = 0;
  for (let n = 1; ; n += 1) {
    chance *= ((shape + n - 1) / n) * odds;
    reached += here;
    here *= (stay + n - 1) / (model.a + stay + n - 1);
    chances += chance;
    sum += chance * reached;
    const falls = 1 - Math.max(((shape + n) / (n + 1)) * odds, odds);
    if (falls > 0 && chance * reached < PRECISION * sum * falls * falls) return sum / chances;
    if (chance > HUGE) {
      chance /= HUGE;
      chances /= HUGE;
      sum /= HUGE;
    }
  }
}

/** Keeps what depends on (x, T) alone: a million customers have a few ten thousand such pairs. */
export function remembered<V>(compute: (x: number, T: number) => V): (x: number, T: number) => V {
  const byX = new Map<number, Map<number, V>>();
  return (x, T) => {
    const byT = byX.get(x) ?? new Map<number, V>();
    if (byT.size === 0) byX.set(x, byT);
    const known = byT.get(T);
    if (known !== undefined) return known;
    const value = compute(x, T);
    byT.set(T, value);
    return value;
  };
}
