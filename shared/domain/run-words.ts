import { type Bilingual, both } from './bilingual.ts';

/** What each state of a run means to people. */
export const RUN_STATE_WORDS = {
  GRADING: both('grading and planning', '正在评级和制定计划'),
  AWAITING_APPROVAL: both('planned; waits for approval', '计划已就绪，等待批准'),
  APPROVED: both('planned and approved', '计划已批准'),
  APPLYING: both('writing the changed tiers', '正在写入有变动的等级'),
  COMMITTED: both('committed; its mails go out', '已提交，邮件正在发送'),
  CLOSED: both('committed, and every mail of it is accounted for', '已提交，邮件已全部处理完毕'),
  FAILED: both('failed', '失败'),
  REJECTED: both('rejected; nothing of it happens', '已驳回，不会执行'),
  EXPIRED: both('expired; nothing of it happened', '已过期作废，没有执行'),
  SUPERSEDED: both('overtaken by another run', '已被另一次运行取代'),
  SIMULATED: both('simulated; nothing has changed', '预演完成，没有任何变动'),
  ROLLED_BACK: both('rolled back', '已回滚'),
} satisfies Record<string, Bilingual>;

/** Of a run that is neither a simulation nor a roll-back. */
const MODE_WORDS = {
  periodic: both('periodic', '定期'),
  onDemand: both('on demand', '按需'),
};

interface Kind {
  mode: keyof typeof MODE_WORDS;
  simulates?: string | undefined;
  rollsBack?: string | undefined;
}

/** What a run was made for. */
export function runKindWords({ mode, simulates, rollsBack }: Kind): Bilingual {
  if (rollsBack !== undefined) return both('roll-back', '回滚');
  return simulates === undefined ? MODE_WORDS[mode] : both('simulation', '预演');
}

const isState = (state: string): state is keyof typeof RUN_STATE_WORDS => state in RUN_STATE_WORDS;

/** A state that a newer program has written stands as it is. */
export const runStateWords = (state: string): Bilingual =>
  isState(state) ? RUN_STATE_WORDS[state] : both(state, state);
