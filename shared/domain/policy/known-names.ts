import { type Bilingual, both } from '../bilingual.ts';
import { BUILT_IN_NAMES, isOfLifetime, LIFETIME_NAMES } from '../feature-catalog.ts';
import { STAGE } from '../grading-rules.ts';
import { meant } from './nearest.ts';
import type { Policy } from './schema.ts';

/** Every feature that a policy may read. */
export const featureNames = ({ features, lifetime }: Policy): string[] => [
  ...BUILT_IN_NAMES,
  ...(lifetime ? LIFETIME_NAMES : []),
  ...Object.keys(features),
];

/** Every name that a condition may read. */
export const conditionNames = (policy: Policy): string[] => [
  ...Object.keys(policy.scores),
  ...Object.keys(policy.flags),
  ...(policy.stages ? [STAGE] : []),
  ...Object.keys(policy.segments),
  ...Object.keys(policy.features),
  ...BUILT_IN_NAMES,
  ...(policy.lifetime ? LIFETIME_NAMES : []),
];

/** What is wrong with a name that the policy does not have. */
export function noName(name: string, known: readonly string[]): Bilingual {
  if (isOfLifetime(name)) return NEEDS_LIFETIME(name);
  const end = meant(name, known);
  return both(`nothing here is called ${name}${end.en}`, `这里没有名为 ${name} 的内容${end['zh-CN']}`);
}

/** What is wrong with the name of a tier that the policy does not have. */
export function noTier(tier: string, ids: readonly string[]): Bilingual {
  const end = meant(tier, ids);
  return both(`there is no tier ${tier}${end.en}`, `没有名为 ${tier} 的等级${end['zh-CN']}`);
}

/** Predictions come from a fitted model; history alone gives the value and nothing else. */
export const isForetold = (policy: Policy, name: string): boolean =>
  isOfLifetime(name) && name !== 'lifetimeValue' && policy.lifetime?.model === 'historic';

export const foretold = (name: string): Bilingual =>
  both(
    `${name} is a prediction: under lifetime write model: bgnbd or mbgnbd instead of historic`,
    `${name} 是预测值：请把 lifetime 中的 model 从 historic 改为 bgnbd 或 mbgnbd`,
  );

const NEEDS_LIFETIME = (name: string): Bilingual =>
  both(
    `${name} needs the setting lifetime; add for example lifetime: { model: bgnbd }`,
    `使用 ${name} 须先设置 lifetime，例如 lifetime: { model: bgnbd }`,
  );
