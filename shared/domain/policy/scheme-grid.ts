import type { Cell } from '../features.ts';
import type { CompiledRules } from '../grading-rules.ts';
import { isBanded, weightedSum } from '../scores.ts';
import { inUnits, type Reading } from './condition.ts';
import type { When } from './names.ts';
import type { Policy } from './schema.ts';
import { type Axis, axesOf } from './scheme-axes.ts';
import { type Follower, followersOf } from './scheme-followers.ts';
import { reachOf, rulesFor } from './scheme-reach.ts';

/** Above this many combinations the walk would keep an upload waiting. */
export const MAX_CELLS = 200_000;

/** Every combination of points that matters to some blocks of conditions. */
export interface Grid {
  axes: readonly Axis[];
  cells: number;
  rules: CompiledRules;
  weighted: readonly (readonly [name: string, weights: Readonly<Record<string, number>>])[];
  followers: readonly Follower[];
}

export function gridOf(policy: Policy, whens: readonly When[]): Grid {
  const reach = reachOf(policy, whens);
  const axes = axesOf(policy, reach);
  return {
    ...{ axes, rules: rulesFor(policy, reach), followers: followersOf(policy, reach) },
    cells: axes.reduce((product, { points }) => product * points.length, 1),
    weighted: Object.entries(policy.scores).flatMap(([name, score]) =>
      reach.names.has(name) && !isBanded(score) ? [[name, score.weighted] as const] : [],
    ),
  };
}

/** Shows every combination, the last axis turning fastest, until `visit` has seen enough and says false. */
export function walk(grid: Grid, visit: (reading: Reading, cell: number) => boolean): void {
  for (let cell = 0; cell < grid.cells; cell++)
    if (!visit(readingAt(grid, picksOf(grid.axes, cell)), cell)) return;
}

/** Shows `count` combinations spread over a grid that is too large to walk; always the same ones. */
export function sample(grid: Grid, count: number, visit: (reading: Reading) => boolean): void {
  for (let k = 0; k < count; k++) {
    const picks = grid.axes.map(({ points }, axis) => mixed(k * 64 + axis) % points.length);
    if (!visit(readingAt(grid, picks))) return;
  }
}

/** Spreads whole numbers evenly over 32 bits (finaliser of MurmurHash3). */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function picksOf(axes: readonly Axis[], cell: number): number[] {
  const picks: number[] = [];
  let rest = cell;
  for (let i = axes.length - 1; i >= 0; i--) {
    const length = axes[i]?.points.length ?? 1;
    picks[i] = rest % length;
    rest = Math.floor(rest / length);
  }
  return picks;
}

function readingAt({ axes, weighted, followers, rules }: Grid, picks: readonly number[]): Reading {
  const bands: Record<string, number> = {};
  const seen: Record<string, Cell> = {};
  axes.forEach(({ points }, i) => {
    const point = points[picks[i] ?? 0];
    Object.assign(bands, point?.bands);
    Object.assign(seen, point?.values);
  });
  for (const { name, band } of followers) bands[name] ??= band(bands);
  for (const name in bands) seen[name] = inUnits(bands[name] ?? 0);
  for (const [name, weights] of weighted) seen[name] = inUnits(weightedSum(weights, bands));
  return rules.mark(seen).reading;
}
