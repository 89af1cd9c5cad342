import { type Bilingual, both } from '../bilingual.ts';
import { bandedScores, isLearnt } from '../cut-points.ts';
import type { Fault } from './fault.ts';
import type { Guards } from './guard-schema.ts';
import type { Policy } from './schema.ts';

/** What a valid policy says of approval and guard rails without effect, or with less than was meant. */
export const guardWarnings = (policy: Policy): Fault[] => [...idleApproval(policy), ...idleGuards(policy)];

function idleApproval({ approval, guards }: Policy): Fault[] {
  const guarded = namesOf(guards).length > 0;
  if (approval === 'guarded' && !guarded) return [{ path: ['approval'], message: NO_GUARDS }];
  return approval === 'never' && guarded ? [{ path: ['guards'], message: NEVER_STOPS }] : [];
}

const namesOf = ({ missing, ...limits }: Guards): string[] => [
  ...Object.entries(limits).flatMap(([name, limit]) => (limit === undefined ? [] : [name])),
  ...(missing.length > 0 ? ['missing'] : []),
];

/** Limits that nothing can go beyond. */
function idleGuards(policy: Policy): Fault[] {
  const { guards, campaigns } = policy;
  const learnt = bandedScores(policy).some(([, score]) => isLearnt(score));
  const found: [boolean, keyof Guards, Bilingual][] = [
    [guards.ordersFell === 1, 'ordersFell', NO_MORE_THAN_ALL],
    [guards.moved === 1, 'moved', NO_MORE_THAN_ALL],
    [guards.mails !== undefined && campaigns.length === 0, 'mails', NO_CAMPAIGNS],
    [guards.cutsMoved !== undefined && !learnt, 'cutsMoved', NO_LEARNT_CUTS],
  ];
  return found.flatMap(([idle, name, message]) => (idle ? [{ path: ['guards', name], message }] : []));
}

const NO_GUARDS = both(
  'no guard rail is set, so that no plan ever waits: write some under guards, or approval: always',
  '没有设置任何审批条件，计划永远不会等待批准：请在 guards 中写明，或改用 approval: always',
);
const NEVER_STOPS = both(
  'with approval: never a guard rail stops nothing; what it finds is shown as an anomaly in the report',
  'approval 为 never 时审批条件不会拦下计划，触发的情况只作为异常显示在报告中',
);
const NO_MORE_THAN_ALL = both(
  '1 is all of them, and no more than all can fall or move: this guard rail never trips',
  '1 表示全部，不可能超过全部：这项审批条件永远不会触发',
);
const NO_CAMPAIGNS = both(
  'there are no campaigns, and so no mails: this guard rail never trips',
  '没有任何邮件活动，不会发信：这项审批条件永远不会触发',
);
const NO_LEARNT_CUTS = both(
  'all cut points are fixed by the policy and never move: this guard rail never trips',
  '分档线都由策略写定，不会移动：这项审批条件永远不会触发',
);
