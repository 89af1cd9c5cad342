import { type Bilingual, both } from '../bilingual.ts';
import type { Fault } from './fault.ts';
import type { Campaign, Policy } from './schema.ts';
import { CODED_TEMPLATES, SHIPPED_TEMPLATES } from './templates.ts';

type MovementCampaign = Extract<Campaign, { kind: 'movement' }>;

/** Campaigns that answer what never happens. */
export function idleCampaigns(policy: Policy): Fault[] {
  return policy.campaigns.flatMap((campaign, i): Fault[] => {
    if (campaign.kind !== 'movement') return [];
    const message = idleMove(policy, campaign) ?? idleMiss(policy, campaign);
    return message ? [{ path: ['campaigns', i, 'on'], message }] : [];
  });
}

/** Nobody rises into the lowest tier, or falls into the highest; nobody misses the lowest. */
function idleMove({ tiers }: Policy, { tier, on }: MovementCampaign): Bilingual | undefined {
  if (tier === undefined || on.length > 1) return undefined;
  const ranks = tiers.map(({ rank }, place) => rank ?? tiers.length - place);
  const wanted = [tier].flat().map((id) => ranks[tiers.findIndex((one) => one.id === id)]);
  const all = (rank: number) => wanted.every((each) => each === rank);
  const [lowest, highest] = [all(Math.min(...ranks)), all(Math.max(...ranks))];
  if (on[0] === 'promoted' && lowest) return NOT_UP;
  if (on[0] === 'missed' && lowest) return NOT_MISSED;
  return on[0] === 'demoted' && highest ? NOT_DOWN : undefined;
}

const idleMiss = ({ movement }: Policy, { on }: MovementCampaign): Bilingual | undefined =>
  on.includes('missed') && movement.downAfterMisses === 1 ? NO_MISSES : undefined;

/** A code that nobody sees is lost. Of a template that the shop uploaded nothing is known here. */
export function hiddenCodes({ campaigns }: Policy): Fault[] {
  return campaigns.flatMap(({ offer, template, variants }, i): Fault[] => {
    if (!offer) return [];
    const named: [string, Fault['path']][] = [
      [template, ['campaigns', i, 'template']],
      ...variants.map((one, k): [string, Fault['path']] => [
        one.template,
        ['campaigns', i, 'variants', k, 'template'],
      ]),
    ];
    return named.filter(([name]) => hidesCode(name)).map(([name, path]) => ({ path, message: noCode(name) }));
  });
}

const hidesCode = (template: string): boolean =>
  SHIPPED_TEMPLATES.some((name) => name === template) && !CODED_TEMPLATES.some((name) => name === template);

const noCode = (template: string): Bilingual =>
  both(
    `the template ${template} shows no offer code, and its mails draw one all the same; there are: ${CODED_TEMPLATES.join(', ')}`,
    `模板 ${template} 不显示优惠码，却仍会领走一个；显示优惠码的模板有：${CODED_TEMPLATES.join('、')}`,
  );
const NOT_UP = both('nobody is ever promoted into the lowest tier', '不会有人升入最低的等级');
const NOT_DOWN = both('nobody is ever demoted into the highest tier', '不会有人降入最高的等级');
const NOT_MISSED = both('nobody ever misses the lowest tier', '最低的等级不会有人达不到');
const NO_MISSES = both(
  'the first miss moves a customer down: nobody keeps his tier after one unless downAfterMisses is 2 or more',
  '第一次未达标就会降级：只有 downAfterMisses 为 2 或更大时，客户才会在未达标后保留原等级',
);
