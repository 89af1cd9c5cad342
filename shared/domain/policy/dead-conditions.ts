import { type Bilingual, both } from '../bilingual.ts';
import { kindOf } from '../feature-catalog.ts';
import { bandCount, isBanded } from '../scores.ts';
import { blocksOf, conditionsIn, type Placed } from './blocks.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './schema.ts';
import { gridOf, MAX_CELLS, walk } from './scheme-grid.ts';

/** Conditions that hold for nobody, whatever he shows. */
export const deadConditions = (policy: Policy): Fault[] =>
  answersOf(policy).flatMap(({ placed, yes }) =>
    yes ? [] : [{ path: placed.path, message: neverHolds(policy, placed) }],
  );

/** Conditions that hold for everybody, so that they say nothing. */
export const emptyConditions = (policy: Policy): Fault[] =>
  answersOf(policy).flatMap(({ placed, no }) =>
    no ? [] : [{ path: placed.path, message: alwaysHolds(policy, placed) }],
  );

interface Answers {
  placed: Placed;
  yes: boolean;
  no: boolean;
}

/** Of each condition on a score or a feature: whether it can hold, and whether it can fail. */
const answersOf = (policy: Policy): Answers[] =>
  blocksOf(policy)
    .flatMap(({ when, path }) => conditionsIn(when, path))
    .filter(({ name }) => Object.hasOwn(policy.scores, name) || kindOf(policy, name))
    .map((placed) => ({ placed, ...answers(policy, placed) }));

function answers(policy: Policy, { name, condition }: Placed): { yes: boolean; no: boolean } {
  const when = { [name]: condition };
  const grid = gridOf(policy, [when]);
  if (grid.cells > MAX_CELLS) return { yes: true, no: true };
  const test = grid.rules.test(when);
  const seen = { yes: false, no: false };
  walk(grid, (reading) => {
    seen[test(reading) ? 'yes' : 'no'] = true;
    return !(seen.yes && seen.no);
  });
  return seen;
}

function neverHolds(policy: Policy, { name, condition }: Placed): Bilingual {
  const range = rangeOf(policy, name);
  return both(
    `${name}: ${condition} never holds${range.en}`,
    `${name}: ${condition} 永远不会成立${range['zh-CN']}`,
  );
}

function alwaysHolds(policy: Policy, { name, condition }: Placed): Bilingual {
  const range = rangeOf(policy, name);
  return both(
    `${name}: ${condition} always holds${range.en}`,
    `${name}: ${condition} 总是成立${range['zh-CN']}`,
  );
}

function rangeOf({ scores }: Policy, name: string): Bilingual {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  if (!score) return both('', '');
  const [low, high] = isBanded(score) ? [1, bandCount(score)] : weightedRange(scores, score.weighted);
  return both(`; this score lies between ${low} and ${high}`, `；该评分介于 ${low} 和 ${high} 之间`);
}

function weightedRange(
  scores: Policy['scores'],
  weights: Record<string, number>,
): [low: number, high: number] {
  const sum = (bandOf: (name: string) => number) =>
    Number(
      Object.entries(weights)
        .reduce((total, [name, weight]) => total + weight * bandOf(name), 0)
        .toFixed(4),
    );
  const most = (name: string) => {
    const score = scores[name];
    return score && isBanded(score) ? bandCount(score) : 1;
  };
  return [sum(() => 1), sum(most)];
}
