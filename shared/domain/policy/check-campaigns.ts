import { type Bilingual, both } from '../bilingual.ts';
import type { Fault, Path } from './fault.ts';
import { meant, nearest } from './nearest.ts';
import type { Campaign, Policy } from './schema.ts';

/** Campaigns name tiers and templates that there are. Without `templates` any template is taken. */
export function checkCampaigns({ campaigns, tiers }: Policy, templates?: readonly string[]): Fault[] {
  const rules = campaigns.map(({ rule }) => rule);
  const ids = tiers.map(({ id }) => id);
  return campaigns.flatMap((campaign, i) => [
    ...(rules.indexOf(campaign.rule) === i
      ? []
      : [{ path: ['campaigns', i, 'rule'], message: twice(campaign.rule) }]),
    ...checkTiers(campaign, ids, ['campaigns', i, 'tier']),
    ...checkTemplates(campaign, templates, ['campaigns', i]),
  ]);
}

function checkTiers({ tier }: Campaign, ids: readonly string[], path: Path): Fault[] {
  if (tier === undefined) return [];
  const wanted = [tier].flat();
  return wanted.flatMap((id, i): Fault[] => {
    const at = typeof tier === 'string' ? path : [...path, i];
    if (!ids.includes(id)) return [{ path: at, message: noTier(id, ids) }];
    return wanted.indexOf(id) === i ? [] : [{ path: at, message: tierTwice(id) }];
  });
}

function checkTemplates(
  { template, variants }: Campaign,
  known: readonly string[] | undefined,
  path: Path,
): Fault[] {
  if (!known) return [];
  const named: [string, Path][] = [
    [template, [...path, 'template']],
    ...variants.map((variant, k): [string, Path] => [variant.template, [...path, 'variants', k, 'template']]),
  ];
  return named
    .filter(([name]) => !known.includes(name))
    .map(([name, at]) => ({ path: at, message: noTemplate(name, known) }));
}

const twice = (rule: string) => both(`the rule ${rule} is named twice`, `规则名 ${rule} 重复`);
const tierTwice = (tier: string) => both(`the tier ${tier} is named twice`, `等级 ${tier} 重复`);
function noTier(tier: string, ids: readonly string[]): Bilingual {
  const end = meant(tier, ids);
  return both(`there is no tier ${tier}${end.en}`, `没有名为 ${tier} 的等级${end['zh-CN']}`);
}
function noTemplate(template: string, known: readonly string[]): Bilingual {
  const near = nearest(template, known);
  const end =
    near === undefined
      ? both(`; there are: ${known.join(', ')}`, `；可用的有：${known.join('、')}`)
      : meant(template, known);
  return both(
    `there is no mail template ${template}${end.en}`,
    `没有名为 ${template} 的邮件模板${end['zh-CN']}`,
  );
}
