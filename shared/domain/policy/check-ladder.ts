import { type Bilingual, both } from '../bilingual.ts';
import { holds, rungsOf } from '../ladder.ts';
import { bandCount, isBanded, weightedSum } from '../scores.ts';
import type { Fault, Path } from './fault.ts';
import type { Policy } from './schema.ts';

/** Above this many combinations of bands the walk would keep an upload waiting. */
const MAX_CELLS = 100_000;

/** The ladder gives every customer exactly one tier, and every tier can be won. */
export function checkLadder(policy: Policy): Fault[] {
  const faults = [
    ...checkIds(policy),
    ...checkRanks(policy),
    ...checkOpenRung(policy),
    ...checkConditions(policy),
  ];
  return faults.length > 0 ? faults : checkGrid(policy);
}

function checkIds({ tiers }: Policy): Fault[] {
  const ids = tiers.map(({ id }) => id);
  return ids.flatMap((id, i) => (ids.indexOf(id) === i ? [] : [fault(['tiers', i, 'id'], twice(id))]));
}

function checkRanks({ tiers }: Policy): Fault[] {
  const ranked = tiers.filter(({ rank }) => rank !== undefined).length;
  if (ranked === 0 || ranked === tiers.length) return [];
  return tiers.flatMap(({ rank }, i) => (rank === undefined ? [fault(['tiers', i], RANK_FOR_ALL)] : []));
}

/** First rung that holds wins, so one without conditions ends the ladder: it must stand last, and there must be one. */
function checkOpenRung({ tiers }: Policy): Fault[] {
  return tiers.flatMap(({ when }, i): Fault[] => {
    const open = when === undefined || Object.keys(when).length === 0;
    const last = i === tiers.length - 1;
    if (open === last) return [];
    return [open ? fault(['tiers', i], OPEN_TOO_EARLY) : fault(['tiers', i, 'when'], LAST_IS_CLOSED)];
  });
}

function checkConditions({ tiers, scores }: Policy): Fault[] {
  return tiers.flatMap(({ when }, i) =>
    Object.keys(when ?? {})
      .filter((score) => !Object.hasOwn(scores, score))
      .map((score) => fault(['tiers', i, 'when', score], noScore(score))),
  );
}

/** Walks every combination of bands and names the tiers that none of them gives. */
function checkGrid(policy: Policy): Fault[] {
  const axes = axesOf(policy);
  const cells = axes.reduce((product, [, bands]) => product * bands, 1);
  // A faulty weighted score is named by the check of the scores; it cannot be walked.
  if (cells > MAX_CELLS || !weightsAreKnown(policy)) return [];
  const rungs = rungsOf(policy);
  const won = new Set<number>();
  for (let cell = 0; cell < cells; cell++) {
    const scores = scoresOf(policy, bandsOf(axes, cell));
    won.add(rungs.findIndex((rung) => holds(rung, scores)));
    if (won.size === rungs.length) return [];
  }
  return policy.tiers.flatMap(({ id }, i) => (won.has(i) ? [] : [fault(['tiers', i], neverWins(id))]));
}

type Axis = [score: string, bands: number];

function axesOf({ scores }: Policy): Axis[] {
  return Object.entries(scores).flatMap(([name, score]): Axis[] =>
    isBanded(score) ? [[name, bandCount(score)]] : [],
  );
}

/** The bands of cell number `cell`, the last axis turning fastest. */
function bandsOf(axes: Axis[], cell: number): Record<string, number> {
  const bands: Record<string, number> = {};
  let rest = cell;
  for (const [name, count] of axes.toReversed()) {
    bands[name] = (rest % count) + 1;
    rest = Math.floor(rest / count);
  }
  return bands;
}

function scoresOf(policy: Policy, bands: Record<string, number>): Record<string, number> {
  const scores = { ...bands };
  for (const [name, score] of Object.entries(policy.scores))
    if (!isBanded(score)) scores[name] = weightedSum(score.weighted, bands);
  return scores;
}

function weightsAreKnown({ scores }: Policy): boolean {
  const banded = new Set(Object.keys(scores).filter((name) => scores[name] && isBanded(scores[name])));
  return Object.values(scores).every(
    (score) => isBanded(score) || Object.keys(score.weighted).every((name) => banded.has(name)),
  );
}

const fault = (path: Path, message: Bilingual): Fault => ({ path, message });

const OPEN_TOO_EARLY = both(
  'only the last tier may be without `when`: no tier below this one could ever be won',
  '只有最后一个等级可以不写 when，否则其后的等级永远无人能得',
);
const LAST_IS_CLOSED = both(
  'the last tier must have no `when`: it takes everyone whom no other tier takes',
  '最后一个等级不能写 when：未落入其他等级的客户都归入它',
);
const RANK_FOR_ALL = both('either every tier has a rank or none', 'rank 要么全部等级都写，要么都不写');
const twice = (id: string) => both(`the tier ${id} is named twice`, `等级 ${id} 重复`);
const noScore = (score: string) => both(`there is no score ${score}`, `没有名为 ${score} 的评分`);
const neverWins = (id: string) =>
  both(
    `nobody can ever reach the tier ${id}: its conditions never hold, or a tier above always wins first`,
    `等级 ${id} 永远无人能得：条件无法满足，或总被其上的等级抢先`,
  );
