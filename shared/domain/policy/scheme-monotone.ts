import { isBanded } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import type { Policy } from './schema.ts';
import type { Axis } from './scheme-axes.ts';
import { type Grid, gridOf, MAX_CELLS, walk } from './scheme-grid.ts';
import { type Answer, answerTo, bandAnswers, type Spending } from './spend.ts';

export interface Monotony {
  /** By feature that the ladder reads and of which more or less is better: whether bettering it alone never lowers the tier's rank. */
  monotone: Record<string, boolean>;
  /** Whether nobody gets a lower tier because the same orders of his cost more, while cut points and model stay. */
  spendNeverLowers: boolean;
  /** Whether nobody gets a lower tier because of one more order on the day of grading, while cut points and model stay. */
  orderNeverLowers: boolean;
}

/** Looks at every pair of neighbours of the ladder's grid; a grid too large to walk proves nothing. */
export function monotonyOf(policy: Policy): Monotony {
  const whens = policy.tiers.map(({ when }) => when ?? {});
  const grid = gridOf(policy, whens);
  const ranks = grid.cells > MAX_CELLS ? undefined : ranksOf(policy, grid);
  const holds = (axis: number, direction: 1 | -1) =>
    ranks !== undefined && neverFalls(grid, ranks, axis, direction);
  const survives = (spending: Spending, kept: Holds) =>
    grid.axes.every((axis, i) => {
      const answer = axisAnswer(spending, policy, axis);
      return answer === 0 || (answer !== undefined && kept(i, answer === axis.rising ? 1 : -1));
    });
  return {
    monotone: byFeature(policy, grid.axes, holds),
    spendNeverLowers: survives('dearer', holds),
    orderNeverLowers: survives(
      'oneMore',
      (axis, direction) => holds(axis, direction) && ranks !== undefined && nothingIsLeast(grid, ranks, axis),
    ),
  };
}

type Holds = (axis: number, direction: 1 | -1) => boolean;

/** How what an axis is of answers, as the scores that stand on it show it. */
function axisAnswer(spending: Spending, policy: Policy, { of, points }: Axis): Answer {
  const shown = new Set(points.flatMap(({ bands }) => Object.keys(bands)));
  const scores = Object.entries(policy.scores).flatMap(([name, score]) =>
    shown.has(name) && isBanded(score) && score.of === of ? [score] : [],
  );
  const answers = scores.map((score) => bandAnswers(spending, policy, score));
  return answers.includes(undefined) ? undefined : answerTo(spending, policy, of);
}

function byFeature(policy: Policy, axes: readonly Axis[], holds: Holds): Record<string, boolean> {
  const monotone: Record<string, boolean> = {};
  axes.forEach(({ of, rising }, i) => {
    for (const [name, better] of betteredBy(policy, of)) {
      const never = better !== 'unclear' && holds(i, better === rising ? 1 : -1);
      monotone[name] = (monotone[name] ?? true) && never;
    }
  });
  return monotone;
}

type Better = 1 | -1 | 'unclear';

/**
 * The features whose bettering moves along an axis, and whether what the axis is of rises by that. A weighted score rises
 * whichever of its parts gets better.
 */
function betteredBy(policy: Policy, of: string): [name: string, rises: Better][] {
  const weights = weightsOf(policy, of);
  if (!weights) {
    const better = betterOf(policy, of);
    return better === undefined ? [] : [[of, better]];
  }
  return Object.keys(weights).flatMap((part): [string, Better][] => {
    const score = policy.scores[part];
    if (!score || !isBanded(score)) return [];
    return [[score.of, betterOf(policy, score.of) === 'unclear' ? 'unclear' : 1]];
  });
}

const MORE = ['orderCount', 'lifetimeOrders', 'aliveProbability', 'purchaseProbability', 'expectedOrders'];
const LESS = ['daysSinceLastOrder', 'churnProbability', 'daysToNextOrder'];

/** Whether more of a feature is better (1) or less (-1), as its scores say; without one as its name says. */
function betterOf(policy: Policy, name: string): Better | undefined {
  const said = new Set(
    Object.values(policy.scores).flatMap((score) =>
      isBanded(score) && score.of === name ? [score.better] : [],
    ),
  );
  if (said.size > 1) return 'unclear';
  if (said.size === 1) return said.has('higher') ? 1 : -1;
  if (MORE.includes(name) || answerTo('dearer', policy, name) === 1) return 1;
  return LESS.includes(name) ? -1 : undefined;
}

/** The rank of the tier that wins in each cell. */
function ranksOf({ tiers }: Policy, grid: Grid): Int32Array {
  const tests = tiers.map(({ when }) => grid.rules.test(when ?? {}));
  const rankAt = (place: number) => tiers[place]?.rank ?? tiers.length - place;
  const ranks = new Int32Array(grid.cells);
  walk(grid, (reading, cell) => {
    ranks[cell] = rankAt(tests.findIndex((test) => test(reading)));
    return true;
  });
  return ranks;
}

/** Whether one step along an axis never leads to a lower rank, whatever the other axes show. */
function neverFalls({ axes, cells }: Grid, ranks: Int32Array, axis: number, direction: 1 | -1): boolean {
  const points = axes[axis]?.points ?? [];
  const stride = strideOf(axes, axis);
  for (let cell = 0; cell < cells; cell++) {
    const place = Math.floor(cell / stride) % points.length;
    if (!points[place]?.ordered || !points[place + 1]?.ordered) continue;
    const step = (ranks[cell + stride] ?? 0) - (ranks[cell] ?? 0);
    if (step * direction < 0) return false;
  }
  return true;
}

/** Whether nobody of whom nothing was known ranks lower once something is; nothing stands first on its axis. */
function nothingIsLeast({ axes, cells }: Grid, ranks: Int32Array, axis: number): boolean {
  const points = axes[axis]?.points ?? [];
  if (points[0]?.ordered !== false) return true;
  const stride = strideOf(axes, axis);
  for (let cell = 0; cell < cells; cell++) {
    const place = Math.floor(cell / stride) % points.length;
    if ((ranks[cell] ?? 0) < (ranks[cell - place * stride] ?? 0)) return false;
  }
  return true;
}

const strideOf = (axes: readonly Axis[], axis: number): number =>
  axes.slice(axis + 1).reduce((product, each) => product * each.points.length, 1);
