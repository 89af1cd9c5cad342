import { type Bilingual, both } from '../bilingual.ts';
import { isBanded } from '../scores.ts';
import { checkLadder } from './check-ladder.ts';
import type { Fault, Path } from './fault.ts';
import { checkMappings } from './mapping.ts';
import type { Policy } from './schema.ts';

/** What the shape of a policy cannot say: that its parts fit each other. Without `templates` any template is taken. */
export function checkPolicy(policy: Policy, templates?: readonly string[]): Fault[] {
  const faults = [
    ...checkZone(policy),
    ...checkCurrency(policy),
    ...checkScores(policy),
    ...checkCampaigns(policy, templates),
    ...checkMappings(policy.mappings),
  ];
  return [...faults, ...checkLadder(policy)];
}

/** Names such as Asia/Shanghai only: the scheduler does not take offsets such as +08:00. */
function checkZone({ timeZone }: Policy): Fault[] {
  const message = both(
    `${timeZone} is no time zone; write one such as Asia/Shanghai`,
    `${timeZone} 不是有效的时区，请写成 Asia/Shanghai 这样的名称`,
  );
  return isZone(timeZone) ? [] : [{ path: ['timeZone'], message }];
}

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function checkCurrency({ currency }: Policy): Fault[] {
  if (currency.code !== undefined || Object.keys(currency.rates).length === 0) return [];
  const message = both(
    'rates need a code: the currency that they lead to',
    '写了汇率 rates 就必须写 code，即换算成哪种货币',
  );
  return [{ path: ['currency', 'rates'], message }];
}

function checkScores({ scores }: Policy): Fault[] {
  return Object.entries(scores).flatMap(([name, score]): Fault[] => {
    if (!isBanded(score))
      return Object.keys(score.weighted)
        .filter((part) => !isBandedName(scores, part))
        .map((part) => ({ path: ['scores', name, 'weighted', part], message: notBanded(part) }));
    if (!('edges' in score.bands)) return [];
    const { edges } = score.bands;
    const ascending = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge));
    return ascending ? [] : [{ path: ['scores', name, 'bands', 'edges'], message: NOT_ASCENDING }];
  });
}

function isBandedName(scores: Policy['scores'], name: string): boolean {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score !== undefined && isBanded(score);
}

function checkCampaigns({ campaigns, tiers }: Policy, templates?: readonly string[]): Fault[] {
  const rules = campaigns.map(({ rule }) => rule);
  return campaigns.flatMap(({ rule, tier, template }, i): Fault[] => {
    const at = (key: string): Path => ['campaigns', i, key];
    const found: [boolean, string, Bilingual][] = [
      [rules.indexOf(rule) === i, 'rule', twice(rule)],
      [tiers.some(({ id }) => id === tier), 'tier', noTier(tier)],
      [templates?.includes(template) ?? true, 'template', noTemplate(template, templates ?? [])],
    ];
    return found.filter(([good]) => !good).map(([, key, message]) => ({ path: at(key), message }));
  });
}

const NOT_ASCENDING = both('edges must rise from one to the next', '各分界值必须从小到大');
const notBanded = (name: string) =>
  both(`there is no score ${name} with bands to weigh`, `没有名为 ${name} 的分档评分可供加权`);
const twice = (rule: string) => both(`the rule ${rule} is named twice`, `规则名 ${rule} 重复`);
const noTier = (tier: string) => both(`there is no tier ${tier}`, `没有名为 ${tier} 的等级`);
const noTemplate = (template: string, known: readonly string[]) =>
  both(
    `there is no mail template ${template}; there are: ${known.join(', ')}`,
    `没有名为 ${template} 的邮件模板；可用的有：${known.join('、')}`,
  );
