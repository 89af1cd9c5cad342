import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Plan } from './plan-lines.ts';

/** What was decided of a plan, and what comes next; `plan` is undefined where it was decided before. */
export function decidedWords(want: 'approve' | 'reject', runId: string, plan: Plan | undefined): Bilingual[] {
  if (want === 'reject')
    return [
      both(
        `Rejected ${runId}: nobody’s tier changes, no mail goes out.`,
        `已驳回 ${runId}：等级不变，也不发邮件。`,
      ),
    ];
  const what = plan === undefined ? both('', '') : sizeWords(plan);
  return [
    both(`Approved ${runId}${what.en}; it begins.`, `已批准 ${runId}${what['zh-CN']}，开始执行。`),
    watchWords(runId),
  ];
}

function sizeWords({ changes, mails }: Plan): Bilingual {
  const moved = Object.values(changes).reduce((sum, count) => sum + count, 0);
  return both(
    `: ${moved} customers move, ${mails.due} mails`,
    `：${moved} 位客户有变动，${mails.due} 封邮件`,
  );
}

const watchWords = (runId: string): Bilingual =>
  both(
    `Watch it: npm run tierwise -- runs --follow ${runId}`,
    `查看进度：npm run tierwise -- runs --follow ${runId}`,
  );

/** The run that a request has started, if it has begun. */
export const begunWords = (run: Run | undefined): Bilingual[] =>
  run === undefined
    ? [
        both('The run is asked for and has not begun yet.', '已申请运行，尚未开始。'),
        both('Watch it: npm run tierwise -- runs --follow', '查看进度：npm run tierwise -- runs --follow'),
      ]
    : [
        both(
          `Run ${run.runId} has begun, as of ${run.asOf}.`,
          `运行 ${run.runId} 已开始，截至 ${run.asOf}。`,
        ),
        watchWords(run.runId),
      ];
