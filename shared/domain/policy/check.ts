import { type Bilingual, both } from '../bilingual.ts';
import { kindOf } from '../feature-catalog.ts';
import { checkCampaigns } from './check-campaigns.ts';
import { checkConditions } from './check-conditions.ts';
import { checkFeatures } from './check-features.ts';
import { checkLists } from './check-lists.ts';
import { checkMail } from './check-mail.ts';
import { checkNames } from './check-names.ts';
import { checkScores } from './check-scores.ts';
import { checkSizes } from './check-sizes.ts';
import { deadConditions } from './dead-conditions.ts';
import type { Fault } from './fault.ts';
import { featureNames, noName } from './known-names.ts';
import { checkMappings } from './mapping.ts';
import type { Policy } from './schema.ts';
import { neverWon } from './scheme.ts';

/** What the shape of a policy cannot say: that its parts fit each other. Without `templates` any template is taken. */
export function checkPolicy(policy: Policy, templates?: readonly string[]): Fault[] {
  const grading = checkGrading(policy);
  return [
    ...checkZone(policy),
    ...checkCurrency(policy),
    ...checkCampaigns(policy, templates),
    ...checkMail(policy),
    ...checkMovement(policy),
    ...checkPortrait(policy),
    ...checkWriteBack(policy),
    ...checkMappings(policy.mappings),
    // What cannot be read cannot be walked either, and its faults would follow from the first.
    ...(grading.length > 0 ? grading : checkScheme(policy)),
  ];
}

const checkGrading = (policy: Policy): Fault[] => [
  ...checkNames(policy),
  ...checkFeatures(policy),
  ...checkScores(policy),
  ...checkSizes(policy),
  ...checkLists(policy),
  ...checkConditions(policy),
];

function checkScheme(policy: Policy): Fault[] {
  const dead = deadConditions(policy);
  return dead.length > 0 ? dead : neverWon(policy);
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

function checkMovement({ movement, tiers }: Policy): Fault[] {
  return movement.maxStepsDown !== undefined && tiers.length <= 2
    ? [{ path: ['movement', 'maxStepsDown'], message: ONE_STEP }]
    : [];
}

function checkPortrait(policy: Policy): Fault[] {
  return policy.portrait.columns.flatMap((name, i): Fault[] =>
    isColumn(policy, name) ? [] : [{ path: ['portrait', 'columns', i], message: notColumn(policy, name) }],
  );
}

function checkWriteBack(policy: Policy): Fault[] {
  const { keep } = policy.writeBack.shopify;
  if (keep === undefined || isColumn(policy, keep)) return [];
  return [{ path: ['writeBack', 'shopify', 'keep'], message: notColumn(policy, keep) }];
}

function isColumn({ features }: Policy, name: string): boolean {
  const definition = Object.hasOwn(features, name) ? features[name] : undefined;
  return definition !== undefined && 'from' in definition && definition.from === 'customers';
}

function notColumn(policy: Policy, name: string): Bilingual {
  if (!kindOf(policy, name)) return noName(name, columnsOf(policy));
  return both(
    `${name} comes from no column of a customers export; only such features may stand here`,
    `${name} 不是来自客户文件某一列的特征，此处只能写这类特征`,
  );
}

const columnsOf = (policy: Policy): string[] => featureNames(policy).filter((name) => isColumn(policy, name));

const ONE_STEP = both(
  'with two tiers there is only one step down; leave maxStepsDown out',
  '只有两个等级时最多降一级，请删去 maxStepsDown',
);
