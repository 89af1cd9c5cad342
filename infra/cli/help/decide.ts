import { both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';

/** Commands by which a person decides about runs. */
export const DECIDE: HelpTable = {
  run: {
    does: both('ask for a run', '请求一次运行'),
    when: both(
      'Periods and new orders start runs by themselves; ask for one after a failed run, or to grade on a day of your choice. A periodic run serves the period: mid-quarter use --on-demand.',
      '周期结束和新订单到达都会自动运行；运行失败之后，或想按某一天评级时才需要手动请求。定期运行会用掉本周期的名额，季度中间请加 --on-demand。',
    ),
    examples: [
      ['run --on-demand', both('with the cut points of the last periodic run', '沿用上次定期评级的分档线')],
      ['run --as-of 2026-09-30', both('a periodic run as of that day', '以当天为准的定期运行')],
    ],
    fails: both('the request was refused, or not answered in time', '请求被拒绝，或没有及时得到答复'),
    options: {
      '--as-of': both(
        'the date of the run, YYYY-MM-DD (the shop’s today without it; the sample’s is 2026-10-01)',
        '运行日期，如 2026-09-30（不填则为店铺的今天；示例店铺的今天是 2026-10-01）',
      ),
      '--on-demand': both('use the cut points of the last periodic run', '沿用上次定期评级的分档线'),
      '--engine': both(
        'what measures: duckdb or athena (without it the number of rows decides)',
        '用哪个引擎计算：duckdb 或 athena（不填则按数据行数决定）',
      ),
    },
  },
  approve: {
    does: both('let a planned run happen', '批准一份计划，让它执行'),
    when: both(
      'When the policy (or a roll-back before) makes plans wait. Look first: `runs` shows who would move and which mails would go. The link in the plan’s mail does the same in a browser.',
      '策略要求批准（或刚做过回滚）时用。先用 `runs` 看清谁会变动、会发哪些邮件；计划邮件里的链接在浏览器中也能批准。',
    ),
    examples: [
      [
        'approve 2026-10-01-onDemand-0003',
        both(
          'as `runs` names it; on the sample upload a policy with `approval: always`, then `run --on-demand`',
          '编号见 `runs`；示例店铺请先上传写有 `approval: always` 的策略，再执行 `run --on-demand`',
        ),
      ],
    ],
    fails: both('the run does not wait for approval, or is not known', '这次运行不在等待批准，或不存在'),
  },
  reject: {
    does: both('close a planned run; nothing of it happens', '驳回一份计划，其中的内容一概不执行'),
    when: both(
      'When a plan looks wrong. Then mend the export or the policy; the period is planned anew.',
      '计划看起来不对时用。然后修正导出文件或策略，仍未评级的周期会重新计划。',
    ),
    examples: [
      ['reject 2026-10-01-onDemand-0003', both('nobody is moved or mailed', '没有客户变动，也不发邮件')],
    ],
    fails: both('the run does not wait for approval, or is not known', '这次运行不在等待批准，或不存在'),
  },
  rollback: {
    does: both(
      'undo the newest committed run: put back what it changed, and cancel its unsent mails',
      '撤销最近一次已提交的运行：恢复原来的等级，取消尚未发出的邮件',
    ),
    when: both(
      'When a run turned out wrong. It lists the mails that are out already. Afterwards every run awaits approval until `trust`; uploads stay, so withdraw the wrong one or mend the policy.',
      '发现运行结果有误时用。已经发出的邮件会逐一列出。此后每次运行都须批准，直到执行 `trust`；上传的文件还在，请撤回错误的文件或修正策略。',
    ),
    examples: [
      ['rollback 2026-09-30-periodic-0002', both('the newest committed run', '最近一次已提交的运行')],
    ],
    fails: both(
      'it is not the newest committed run, or has no way back, or the roll-back failed',
      '它不是最近一次已提交的运行、无法恢复，或回滚失败',
    ),
  },
  trust: {
    does: both(
      'end the caution after a roll-back: approval again only as the policy says',
      '结束回滚后的谨慎状态：是否需要批准重新由策略决定',
    ),
    when: both('When the cause of the roll-back is mended.', '回滚的原因已经解决之后用。'),
    examples: [['trust', both('does nothing where there is no caution', '没有谨慎状态时不起作用')]],
    fails: both('the request was refused, or not answered in time', '请求被拒绝，或没有及时得到答复'),
  },
};
