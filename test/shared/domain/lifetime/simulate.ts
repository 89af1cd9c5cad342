import type { BehaviourKind, Collapsed } from '../../../../shared/domain/lifetime/model.ts';

/** A small seeded generator of numbers in (0, 1): the same customers each time. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

/** Gamma with rate 1 by Marsaglia & Tsang 2000; a shape below 1 by their boost. */
export function gamma(next: () => number, shape: number): number {
  if (shape < 1) return gamma(next, shape + 1) * next() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = normal(next);
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(next()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function beta(next: () => number, a: number, b: number): number {
  const one = gamma(next, a);
  return one / (one + gamma(next, b));
}

export interface Truth {
  kind: BehaviourKind;
  r: number;
  alpha: number;
  /** Both null: nobody ever leaves. */
  leaving: { a: number; b: number } | null;
  /** Each T lies between these, in days. */
  days: readonly [number, number];
}

/** One customer as the model tells it: the weeks of his purchases until he leaves or the cut-off comes, as days. */
export function customer(next: () => number, truth: Truth): Collapsed {
  const [from, to] = truth.days;
  const T = from + Math.floor(next() * (to - from + 1));
  const rate = gamma(next, truth.r) / truth.alpha;
  const leaves = truth.leaving ? beta(next, truth.leaving.a, truth.leaving.b) : 0;
  let x = 0;
  let tx = 0;
  let gone = truth.kind === 'mbgnbd' && next() < leaves;
  for (let week = -Math.log(next()) / rate; !gone && week * 7 < T; week -= Math.log(next()) / rate) {
    const day = Math.ceil(week * 7);
    if (day > tx) x += 1;
    tx = day;
    gone = next() < leaves;
  }
  return { x, tx, T, customers: 1 };
}

export const population = (seed: number, size: number, truth: Truth): Collapsed[] => {
  const next = random(seed);
  return Array.from({ length: size }, () => customer(next, truth));
};

/** The mean of `x` day totals of a customer with his own scale: Gamma-Gamma, in minor units. */
export function meanSpend(
  next: () => number,
  x: number,
  { p, q, v }: { p: number; q: number; v: number },
): number {
  return (gamma(next, p * x) * v) / (gamma(next, q) * x);
}
