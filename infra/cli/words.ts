import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';

/** The reader's language, by the terminal's locale. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** What each state of the machines does, said while it does it. */
export const STATE_WORDS: Record<string, Bilingual> = {
  Claim: both('claim the run', '登记本次运行'),
  Inventory: both('take stock of the exports', '清点导出文件'),
  Measure: both('measure every customer', '统计每位客户'),
  Calibrate: both('find the cut points', '计算分档线'),
  Plan: both('grade and plan', '评级并制定计划'),
  Compose: both('make the mails ready', '准备邮件'),
  Preflight: both('look at everything that could stop a mail', '发送前检查'),
  Review: both('review the plan', '核对计划'),
  ShowPlan: both('show the plan', '生成计划页面'),
  Apply: both('write the changed tiers', '写入有变动的等级'),
  Commit: both('commit', '提交'),
  Report: both('write the report', '生成报告'),
  Send: both('send the mails', '发送邮件'),
  Close: both('close the outbox', '关闭发件箱'),
  ReportResting: both('write the report', '生成报告'),
  Tally: both('look once more what became of the mails', '再次核对邮件结果'),
  CloseAgain: both('add up the mails again', '重新汇总邮件'),
  ReportAgain: both('write the report again', '更新报告'),
};
