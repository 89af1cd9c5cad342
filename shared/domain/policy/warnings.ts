import { type Bilingual, both } from '../bilingual.ts';
import { LIFETIME_NAMES } from '../feature-catalog.ts';
import { isBanded } from '../scores.ts';
import { inUnits, UNITS } from './condition.ts';
import { emptyConditions } from './dead-conditions.ts';
import type { Fault } from './fault.ts';
import { namesRead } from './names-read.ts';
import type { Policy } from './schema.ts';
import { hiddenCodes, idleCampaigns } from './warnings-campaigns.ts';
import { guardWarnings } from './warnings-guards.ts';
import { mailWarnings } from './warnings-mail.ts';

/** What a valid policy says without any effect; nothing of it stands in the way of its use. */
export const warningsOf = (policy: Policy): Fault[] => [
  ...unread(policy),
  ...emptyConditions(policy),
  ...idleMovement(policy),
  ...idleCampaigns(policy),
  ...hiddenCodes(policy),
  ...lossesOnTop(policy),
  ...oddWeights(policy),
  ...mailWarnings(policy),
  ...guardWarnings(policy),
];

function unread(policy: Policy): Fault[] {
  const read = namesRead(policy);
  const idle = (key: 'scores' | 'features', message: (name: string) => Bilingual): Fault[] =>
    Object.keys(policy[key])
      .filter((name) => !read.has(name))
      .map((name) => ({ path: [key, name], message: message(name) }));
  const noLifetime = policy.lifetime !== undefined && !LIFETIME_NAMES.some((name) => read.has(name));
  return [
    ...idle('scores', unreadScore),
    ...idle('features', unreadFeature),
    ...(noLifetime ? [{ path: ['lifetime'], message: UNREAD_LIFETIME }] : []),
  ];
}

function idleMovement({ movement, tiers, scores }: Policy): Fault[] {
  const { maxStepsDown = 0, protectFromOthers } = movement;
  const learnt = Object.values(scores).some((score) => isBanded(score) && !('edges' in score.bands));
  const found: [boolean, string, Bilingual][] = [
    [maxStepsDown >= tiers.length - 1, 'maxStepsDown', NO_LIMIT],
    [protectFromOthers && !learnt, 'protectFromOthers', NO_OTHERS],
  ];
  return found.flatMap(([idle, key, message]) => (idle ? [{ path: ['movement', key], message }] : []));
}

/** Figures that grow while somebody is being lost. */
const OF_LOSS = ['daysSinceLastOrder', 'churnProbability'];

/** Without ranks a tier ranks by its place: whoever slips into one that asks for silence would be promoted. */
function lossesOnTop({ tiers }: Policy): Fault[] {
  if (tiers.some(({ rank }) => rank !== undefined)) return [];
  return tiers.slice(0, -1).flatMap(({ id, when = {} }, i) => {
    const lost = OF_LOSS.filter((name) => typeof when[name] === 'string' && /^\s*>/.test(String(when[name])));
    return lost.map((name) => ({ path: ['tiers', i, 'when', name], message: riseByLoss(id) }));
  });
}

/** Close to 1 and not 1 is a slip more often than a wish: the score then runs past its bands. */
function oddWeights({ scores }: Policy): Fault[] {
  return Object.entries(scores).flatMap(([name, score]) => {
    if (isBanded(score)) return [];
    const sum = Object.values(score.weighted).reduce((total, weight) => total + inUnits(weight), 0);
    const odd = sum !== UNITS && Math.abs(sum - UNITS) <= UNITS / 4;
    return odd ? [{ path: ['scores', name, 'weighted'], message: notOne(sum / UNITS) }] : [];
  });
}

const riseByLoss = (id: string): Bilingual =>
  both(
    `whoever slips into ${id} counts as promoted, because it stands above other tiers: give every tier a rank`,
    `等级 ${id} 排在其他等级之上，客户落入该等级会算作升级：请给每个等级都写上 rank`,
  );
const notOne = (sum: number): Bilingual =>
  both(
    `the weights add up to ${sum}, not to 1: the score runs past its highest band or never reaches it`,
    `各项权重合计为 ${sum}，不是 1：得分会超出最高档，或达不到最高档`,
  );
const unreadScore = (name: string): Bilingual =>
  both(
    `nothing reads the score ${name}: it is shown and decides nothing`,
    `没有规则用到评分 ${name}：它只会显示，不影响评级`,
  );
const unreadFeature = (name: string): Bilingual =>
  both(`nothing reads the feature ${name}`, `没有任何规则用到特征 ${name}`);
const UNREAD_LIFETIME = both('nothing reads what lifetime gives', '没有任何规则用到 lifetime 得出的特征');
const NO_LIMIT = both(
  'the ladder has no more steps than that: maxStepsDown limits nothing',
  '等级数本就不超过这一步数，maxStepsDown 不起作用',
);
const NO_OTHERS = both(
  'all cut points are fixed and no other customer can move them: protectFromOthers changes nothing',
  '分档线都是固定的，不会随其他客户变化，protectFromOthers 不起作用',
);
