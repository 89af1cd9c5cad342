import { type Bilingual, both } from '../bilingual.ts';
import { LIFETIME_NAMES } from '../feature-catalog.ts';
import { isBanded } from '../scores.ts';
import { emptyConditions } from './dead-conditions.ts';
import type { Fault } from './fault.ts';
import { namesRead } from './names-read.ts';
import type { Campaign, Policy } from './schema.ts';

/** What a valid policy says without any effect; nothing of it stands in the way of its use. */
export const warningsOf = (policy: Policy): Fault[] => [
  ...unread(policy),
  ...emptyConditions(policy),
  ...idleMovement(policy),
  ...idleCampaigns(policy),
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

/** Nobody rises into the lowest tier or falls into the highest. */
function idleCampaigns(policy: Policy): Fault[] {
  return policy.campaigns.flatMap((campaign, i): Fault[] => {
    const message = campaign.kind === 'movement' ? idleMove(policy, campaign) : undefined;
    return message ? [{ path: ['campaigns', i, 'on'], message }] : [];
  });
}

function idleMove(
  { tiers }: Policy,
  campaign: Extract<Campaign, { kind: 'movement' }>,
): Bilingual | undefined {
  if (campaign.tier === undefined || campaign.on.length > 1) return undefined;
  const ranks = tiers.map(({ rank }, place) => rank ?? tiers.length - place);
  const wanted = [campaign.tier].flat().map((id) => ranks[tiers.findIndex((tier) => tier.id === id)]);
  const all = (rank: number) => wanted.every((each) => each === rank);
  if (campaign.on[0] === 'promoted' && all(Math.min(...ranks))) return NOT_UP;
  return campaign.on[0] === 'demoted' && all(Math.max(...ranks)) ? NOT_DOWN : undefined;
}

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
  '分界值都是固定的，不会随其他客户变化，protectFromOthers 不起作用',
);
const NOT_UP = both('nobody is ever promoted into the lowest tier', '不会有人升入最低的等级');
const NOT_DOWN = both('nobody is ever demoted into the highest tier', '不会有人降入最高的等级');
