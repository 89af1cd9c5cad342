import { type Bilingual, both, LANGUAGES } from '../bilingual.ts';
import type { Fault, Path } from './fault.ts';
import { noTier } from './known-names.ts';
import { meant, nearest } from './nearest.ts';
import type { Campaign, Policy } from './schema.ts';

/** Campaigns name tiers and templates that there are. Without `templates` any template is taken. */
export function checkCampaigns({ campaigns, tiers, stages }: Policy, templates?: readonly string[]): Fault[] {
  const rules = campaigns.map(({ rule }) => rule);
  const ids = tiers.map(({ id }) => id);
  return campaigns.flatMap((campaign, i) => [
    ...(rules.indexOf(campaign.rule) === i
      ? []
      : [{ path: ['campaigns', i, 'rule'], message: twice(campaign.rule) }]),
    ...checkTiers(campaign, ids, ['campaigns', i, 'tier']),
    ...checkStages(
      campaign,
      stages?.map(({ id }) => id),
      ['campaigns', i],
    ),
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

/** Without `stages` the policy knows none. */
function checkStages(campaign: Campaign, stages: readonly string[] | undefined, path: Path): Fault[] {
  if (campaign.kind !== 'movement') return [];
  const { on, stage } = campaign;
  if (!on.includes('stage'))
    return stage === undefined ? [] : [{ path: [...path, 'stage'], message: STAGE_ALONE }];
  if (!stages) return [{ path: [...path, 'on', on.indexOf('stage')], message: NO_STAGES }];
  return [stage ?? []].flat().flatMap((id, i): Fault[] => {
    const at = typeof stage === 'string' ? [...path, 'stage'] : [...path, 'stage', i];
    return stages.includes(id) ? [] : [{ path: at, message: noStage(id, stages) }];
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
const STAGE_ALONE = both(
  'stage stands beside on: [stage]; elsewhere pick a stage by when: { stage: … }',
  'stage 只能与 on: [stage] 一起使用；其他情况请用 when: { stage: … } 选择阶段',
);
const NO_STAGES = both(
  'this policy has no stages: name them under stages',
  '策略中没有阶段，请先在 stages 中定义',
);
function noStage(stage: string, ids: readonly string[]): Bilingual {
  const end = meant(stage, ids);
  return both(`there is no stage ${stage}${end.en}`, `没有名为 ${stage} 的阶段${end['zh-CN']}`);
}
function noTemplate(template: string, files: readonly string[]): Bilingual {
  const lacking = LANGUAGES.filter((language) => !files.includes(`${template}.${language}`));
  if (lacking.length < LANGUAGES.length) return incomplete(lacking.map((one) => `${template}.${one}.liquid`));
  const known = files.filter((name) => !name.includes('.'));
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

/** An uploaded template serves nobody before it is there in every language. */
const incomplete = (files: readonly string[]): Bilingual =>
  both(
    `this template is there in one language only; upload templates/${files.join(', templates/')}`,
    `这个模板只有一种语言；请再上传 templates/${files.join('、templates/')}`,
  );
