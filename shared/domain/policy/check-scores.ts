import { type Bilingual, both } from '../bilingual.ts';
import { kindOf } from '../feature-catalog.ts';
import { type Banded, bandCount, isBanded } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import { wrongFeature } from './check-features.ts';
import type { Fault, Path } from './fault.ts';
import { featureNames, noName } from './known-names.ts';
import { meant } from './nearest.ts';
import type { Policy, Score } from './schema.ts';

/** Scores read what is there, and their bands can be told apart. */
export const checkScores = (policy: Policy): Fault[] =>
  Object.entries(policy.scores).flatMap(([name, score]) =>
    isBanded(score) ? ofBanded(policy, score, ['scores', name]) : ofWeights(policy, score, ['scores', name]),
  );

function ofBanded(policy: Policy, score: Banded, path: Path): Fault[] {
  const { of, per, unknown = 1 } = score;
  const [key, cuts] = cutsOf(score);
  const found: [Bilingual | undefined, ...Path][] = [
    [wrongGround(policy, of), 'of'],
    [per === undefined ? undefined : wrongPart(policy, score, per), 'per'],
    [ascending(cuts) ? undefined : NOT_ASCENDING, 'bands', key],
    [unknown > bandCount(score) ? bandTooHigh(bandCount(score)) : undefined, 'unknown'],
  ];
  return found.flatMap(([message, ...below]) => (message ? [{ path: [...path, ...below], message }] : []));
}

/** A score bands a feature that is a number, or a weighted score. */
function wrongGround(policy: Policy, of: string): Bilingual | undefined {
  if (weightsOf(policy, of)) return undefined;
  if (Object.hasOwn(policy.scores, of)) return notWeighted(of);
  const weighted = Object.keys(policy.scores).filter((name) => weightsOf(policy, name));
  return kindOf(policy, of) ? wrongFeature(policy, of) : noName(of, [...featureNames(policy), ...weighted]);
}

function cutsOf({ bands }: Banded): [string, readonly number[]] {
  if ('edges' in bands) return ['edges', bands.edges];
  return 'top' in bands ? ['top', bands.top] : ['quantile', []];
}

const ascending = (cuts: readonly number[]): boolean =>
  cuts.every((cut, i) => i === 0 || cut > (cuts[i - 1] ?? cut));

function wrongPart(policy: Policy, { bands }: Banded, per: string): Bilingual | undefined {
  const kind = kindOf(policy, per);
  if (!kind) return noName(per, textFeatures(policy));
  if (kind.unit !== 'text') return perText(per);
  return 'edges' in bands ? FIXED_FOR_ALL : undefined;
}

const textFeatures = (policy: Policy): string[] =>
  featureNames(policy).filter((name) => kindOf(policy, name)?.unit === 'text');

function ofWeights(policy: Policy, { weighted }: Exclude<Score, Banded>, path: Path): Fault[] {
  const parts = Object.keys(weighted);
  if (parts.length === 0) return [{ path: [...path, 'weighted'], message: NO_WEIGHTS }];
  const banded = Object.entries(policy.scores).flatMap(([name, score]) =>
    isBanded(score) ? [[name, score.of] as const] : [],
  );
  const plain = banded.flatMap(([name, of]) => (weightsOf(policy, of) ? [] : [name]));
  return parts
    .filter((part) => !plain.includes(part))
    .map((part) => ({
      path: [...path, 'weighted', part],
      message: banded.some(([name]) => name === part) ? weighedAlready(part) : notBanded(part, plain),
    }));
}

const NOT_ASCENDING = both('each must be larger than the one before', '必须从小到大排列，且不能重复');
const NO_WEIGHTS = both(
  'name the scores to weigh, such as { recency: 0.4, monetary: 0.6 }',
  '请写出参与加权的评分，如 { recency: 0.4, monetary: 0.6 }',
);
const FIXED_FOR_ALL = both(
  'per needs cut points that are learnt (quantile or top); edges are the same for everybody',
  'per 需要由数据得出的分档（quantile 或 top）；edges 对所有人都相同',
);
const perText = (name: string): Bilingual =>
  both(
    `per needs a text, such as a country; ${name} is a number`,
    `per 需要文字特征（如国家），${name} 是数字`,
  );
const bandTooHigh = (bands: number): Bilingual =>
  both(
    `there are only ${bands} bands; unknown must be one of them`,
    `只有 ${bands} 档，unknown 必须是其中之一`,
  );
const notWeighted = (name: string): Bilingual =>
  both(
    `${name} is a score with bands already; here a feature or a weighted score is needed`,
    `${name} 本身已是分档评分，此处需要特征或加权评分`,
  );
const weighedAlready = (name: string): Bilingual =>
  both(
    `${name} bands a weighted score and cannot be weighed again; name scores that band features`,
    `${name} 是对加权评分的分档，不能再次加权；请写对特征分档的评分`,
  );
function notBanded(name: string, banded: readonly string[]): Bilingual {
  const end = meant(name, banded);
  return both(
    `there is no score ${name} with bands to weigh${end.en}`,
    `没有名为 ${name} 的分档评分可供加权${end['zh-CN']}`,
  );
}
