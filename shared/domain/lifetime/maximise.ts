import { at, cholesky, dot, type Matrix, solve } from './matrix.ts';

/** A function's value with its first and second derivatives at one point. */
export interface Surface {
  value: number;
  gradient: readonly number[];
  hessian: Matrix;
}

export interface Box {
  low: readonly number[];
  high: readonly number[];
}

/** `edges[i]` is −1 or 1 where the summit lies on that side of the box, else 0. */
export interface Summit extends Surface {
  point: number[];
  settled: boolean;
  edges: number[];
}

const STEPS = 200;
const LONGEST = 1.5;
/** Twice the height still missing, by the quadratic model, at which the climb ends: far below what a parameter shows. */
const SETTLED = 1e-12;
/** Share of a long sum that its rounding can hide: below it the slope is to be believed, not the height. */
const ROUNDING = 1e-11;

/** Climbs by Newton's steps, damped (Levenberg–Marquardt) where the surface is not concave or the step overshoots. */
export function maximise(surface: (point: number[]) => Surface, start: readonly number[], box: Box): Summit {
  let point = clamp(start, box);
  let here = surface(point);
  let settled = false;
  for (let step = 0; step < STEPS && !settled; step += 1) {
    const next = climb(surface, point, here, box);
    settled = next.gain < SETTLED;
    if (!next.moved) break;
    ({ point, here } = next.moved);
  }
  return { ...here, point, settled, edges: edgesOf(point, here.gradient, box) };
}

interface Climb {
  gain: number;
  moved: { point: number[]; here: Surface } | null;
}

function climb(surface: (point: number[]) => Surface, point: number[], here: Surface, box: Box): Climb {
  const edges = edgesOf(point, here.gradient, box);
  const gradient = here.gradient.map((slope, i) => (edges[i] === 0 ? slope : 0));
  const curve = here.hessian.map((row, i) =>
    row.map((_, j) => (edges[i] === 0 && edges[j] === 0 ? -at(here.hessian, i, j) : Number(i === j))),
  );
  const scale = Math.max(1e-6, ...curve.map((row, i) => Math.abs(row[i] ?? 0)));
  let gain = Number.POSITIVE_INFINITY;
  for (let damping = 0; damping < 1e12 * scale; damping = damping === 0 ? 1e-6 * scale : damping * 8) {
    const lower = cholesky(curve.map((row, i) => row.map((value, j) => (i === j ? value + damping : value))));
    if (!lower) continue;
    const step = solve(lower, gradient);
    if (damping === 0) gain = dot(step, gradient);
    const longest = Math.max(...step.map(Math.abs));
    const shrink = longest > LONGEST ? LONGEST / longest : 1;
    const to = clamp(
      step.map((value, i) => (point[i] ?? 0) + value * shrink),
      box,
    );
    const there = surface(to);
    if (there.value > here.value) return { gain, moved: { point: to, here: there } };
    const noise = ROUNDING * Math.abs(here.value);
    if (gain < SETTLED + noise && there.value > here.value - noise)
      return { gain: 0, moved: { point: to, here: there } };
  }
  return { gain, moved: null };
}

const clamp = (point: readonly number[], { low, high }: Box): number[] =>
  point.map((value, i) => Math.min(high[i] ?? value, Math.max(low[i] ?? value, value)));

function edgesOf(point: readonly number[], gradient: readonly number[], { low, high }: Box): number[] {
  return point.map((value, i) => {
    const slope = gradient[i] ?? 0;
    if (slope <= 0 && value <= (low[i] ?? Number.NEGATIVE_INFINITY)) return -1;
    return slope >= 0 && value >= (high[i] ?? Number.POSITIVE_INFINITY) ? 1 : 0;
  });
}

/** The surface over logarithms of parameters, from the one over the parameters themselves. */
export function overLogs(parameters: readonly number[], { value, gradient, hessian }: Surface): Surface {
  const slopes = gradient.map((slope, i) => slope * (parameters[i] ?? 0));
  const scaled = hessian.map((row, i) =>
    row.map(
      (bend, j) => bend * (parameters[i] ?? 0) * (parameters[j] ?? 0) + (i === j ? (slopes[i] ?? 0) : 0),
    ),
  );
  return { value, gradient: slopes, hessian: scaled };
}
