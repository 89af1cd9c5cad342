import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type Finding, notTold, ok, toDo } from './finding.ts';

const WHAT = both('the policy in use', '正在使用的策略');

/** Whether the policy in use can be read, and who hears of plans, reports and failures. */
export async function lookAtPolicy(
  read: () => Promise<Pick<Policy, 'tiers' | 'campaigns' | 'notify'>>,
): Promise<Finding[]> {
  try {
    const policy = await read();
    const [tiers, campaigns] = [policy.tiers.length, policy.campaigns.length];
    const told = both(
      `the policy is valid: ${tiers} tiers, ${campaigns} campaigns`,
      `策略有效：${tiers} 个等级，${campaigns} 个活动`,
    );
    return [ok('policy', told), notified(policy)];
  } catch (error) {
    if (!(error instanceof Refusal)) return [notTold('policy', WHAT, error)];
    return [toDo({ id: 'policy', stopsMail: true }, both(error.say('en'), error.say('zh-CN')))];
  }
}

function notified({ notify }: Pick<Policy, 'notify'>): Finding {
  const count = notify.runs.length;
  if (count > 0)
    return ok(
      'notify',
      both(`${count} get plans, reports and failures by mail`, `${count} 人会收到计划、报告和失败通知`),
    );
  return toDo(
    { id: 'notify', stopsMail: false },
    both(
      'Nobody gets plans, reports and failures by mail: name addresses under `notify.runs` in the policy.',
      '没有人会收到计划、报告和失败通知：请在策略的 `notify.runs` 中填写邮箱。',
    ),
  );
}
