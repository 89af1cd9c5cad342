import { both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';

/** Commands that show, and change nothing. */
export const SEE: HelpTable = {
  explain: {
    does: both('say why a customer is in his tier', '说明一位客户为什么在这个等级'),
    when: both(
      'When a customer or a colleague asks why. It tells the figures, the cut points, the rule that held, what protects him, what one more order would change, and earlier gradings. By id or e-mail address.',
      '有客户或同事问起原因时用。列出他的数据、分档线、命中的规则、有无保护、再下一单会怎样，以及历次评级。可填客户编号或邮箱。',
    ),
    examples: [
      ['explain C00003', both('by id', '按客户编号')],
      ['explain ma.na.3@example.net', both('by address', '按邮箱')],
    ],
    fails: both(
      'nobody is known by that id or address, or nothing was graded yet',
      '没有这位客户，或还没有评过级',
    ),
  },
  runs: {
    does: both(
      'list every run, its state and what can still be done, and the plans that await approval',
      '列出每次运行的状态、还能做什么，以及等待批准的计划',
    ),
    when: both(
      'To see what happened, one run by its name, what a plan would do before it does it, or, with --follow, to watch a run until it rests: committed, waiting for approval, failed or expired.',
      '想知道做过什么、等待批准的计划会做什么时用；写上运行编号只看这一次；加 --follow 可以一直看到运行停下：已提交、等待批准、失败或过期。',
    ),
    examples: [
      ['runs', both('all runs', '全部运行')],
      ['runs 2026-09-30-periodic-0002', both('this one', '只看指定的一次')],
      ['runs --follow', both('watch the newest', '跟踪最新的一次')],
      ['runs --follow 2026-09-30-periodic-0002', both('watch this one', '跟踪指定的一次')],
    ],
    fails: both(
      'with --follow: the run failed, expired, was rejected, overtaken or rolled back, or there is none',
      '加 --follow 时：运行失败、过期、被驳回、被取代、被回滚，或没有这次运行',
    ),
    options: { '--follow': both('watch the run until it rests', '跟踪运行，直到停下') },
  },
  simulate: {
    does: both(
      'show what a full periodic run would do under a policy; changes nothing and mails nobody',
      '按某份策略预演一次完整的定期评级：谁会变动、会发哪些邮件；不改动任何数据，也不发邮件',
    ),
    when: both(
      'Before any run, and before you change the policy: without --policy it grades by the one in use.',
      '评级之前、改策略之前用。不填 --policy 就用正在使用的策略。',
    ),
    examples: [
      ['simulate', both('under the policy in use', '按正在使用的策略预演')],
      ['simulate --policy shared/presets/vip.yaml --limit 5', both('another policy', '换一份策略')],
      [
        'simulate --policy shared/presets/vip.yaml --out movers.csv',
        both('everybody who would move', '导出所有会变动的客户'),
      ],
    ],
    fails: both('the policy has faults, or the simulation failed', '策略有误，或预演失败'),
    options: {
      '--policy': both(
        'the policy to try out (the one in use without it)',
        '要试的策略文件（不填则用正在使用的策略）',
      ),
      '--as-of': both(
        'the date to grade on, YYYY-MM-DD (that of the last committed run without it)',
        '评级日期，如 2026-09-30（不填则用上一次已提交运行的日期）',
      ),
      '--limit': both('how many customers to list', '列出多少位客户'),
      '--out': both('write everybody who would move into a CSV file', '把所有会变动的客户写入 CSV 文件'),
      '--engine': both(
        'what measures: duckdb or athena (without it the number of rows decides)',
        '用哪个引擎计算：duckdb 或 athena（不填则按数据行数决定）',
      ),
    },
  },
};
