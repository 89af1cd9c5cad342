import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { note, type Say } from '../../shared/domain/report/html.ts';
import { titled } from './layout.ts';

/** Stands on top of a report whose run holds no more; nothing on any other. */
export function rollBackNotice({ rolledBackBy }: Report, say: Say): string {
  if (rolledBackBy === null) return '';
  const words = both(
    `Run ${rolledBackBy} put everybody back to what he had before. What this page shows was so for a time and is so no more; mails that had not gone out were cancelled.`,
    `运行 ${rolledBackBy} 已把所有客户恢复到此前的状态。本页所示内容曾经生效，现已失效；尚未发出的邮件均已取消。`,
  );
  return titled(say, both('This run was rolled back', '本次运行已回滚'), note(say, words));
}
