import type { RollBackReport } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';

/** A roll-back as the terminal shows it: who was put back, which mails were out, which were cancelled. */
export function rollBackLines(
  { runId, rollsBack = '' }: Run,
  report: RollBackReport | undefined,
  language: Language,
): string[] {
  const done = both(`${rollsBack} was rolled back by ${runId}.`, `${rollsBack} 已由 ${runId} 回滚。`);
  return [done, ...(report ? figures(report) : [])].map((text) => text[language]);
}

function figures({ base, undone, mails }: RollBackReport): Bilingual[] {
  const of = (...outcomes: string[]) =>
    mails.filter(({ outcome }) => outcomes.includes(outcome)).reduce((sum, { count }) => sum + count, 0);
  const again = base
    ? both(`${base.runId} holds again.`, `${base.runId} 重新生效。`)
    : both('Nobody has a tier, as before the first run.', '所有客户都没有等级，与首次运行之前相同。');
  const [out, stopped] = [of('sent', 'unknown'), of('cancelled', 'pending')];
  return [
    both(`  customers put back: ${undone}. ${again.en}`, `  已恢复 ${undone} 位客户。${again['zh-CN']}`),
    both(
      `  mails: ${out} were out already (mails.csv of the report names them), ${stopped} cancelled`,
      `  邮件：${out} 封此前已发出（名单见报告的 mails.csv），${stopped} 封已取消`,
    ),
  ];
}
