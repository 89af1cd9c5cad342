import { resultKeys } from '../../shared/contract/keys.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { planLines, planOf } from './plan-lines.ts';
import { summaryLines } from './summary.ts';
import type { Terminal } from './terminal.ts';

export async function reportOf(shop: Pick<Shop, 'results'>, runId: string): Promise<Report | undefined> {
  const body = await shop.results.get(resultKeys.report(runId, 'report.json'));
  return body ? ReportSchema.parse(JSON.parse(body.toString('utf8'))) : undefined;
}

/** What became of a run, in lines for the terminal. */
export async function outcomeLines(shop: Shop, run: Run, terminal: Terminal): Promise<string[]> {
  const report = await reportOf(shop, run.runId);
  const lines = report ? summaryLines(report, terminal) : [];
  const plan = await planOf(shop, run);
  const planned = plan ? ['', ...planLines(plan, terminal)] : [];
  const link = await shop.approveLink?.(run);
  return [...lines, ...planned, ...stateLines(run, link).map((text) => text[terminal.language])];
}

function stateLines({ runId, state, reason = '', rollsBack }: Run, link?: string) {
  if (state === 'CLOSED' && rollsBack !== undefined)
    return [both(`  ${runId} rolled ${rollsBack} back.`, `  ${runId} 已回滚 ${rollsBack}。`)];
  if (state === 'AWAITING_APPROVAL')
    return [
      both(
        `  ${runId} is planned and waits: npm run tierwise -- approve ${runId}, or npm run tierwise -- reject ${runId}`,
        `  ${runId} 的计划已就绪，等待批准：npm run tierwise -- approve ${runId} 或 npm run tierwise -- reject ${runId}`,
      ),
      ...(link === undefined
        ? []
        : [both(`  or decide in a browser: ${link}`, `  也可以在浏览器中处理：${link}`)]),
    ];
  if (state === 'EXPIRED')
    return [
      both(
        `  ${runId} has expired: ${reasonIn(reason, 'en')}`,
        `  ${runId} 已过期作废：${reasonIn(reason, 'zh-CN')}`,
      ),
    ];
  if (state === 'SIMULATED')
    return [both(`  ${runId} was a simulation: nothing has changed.`, `  ${runId} 是预演，没有任何变动。`)];
  if (state === 'FAILED')
    return [
      both(`  ${runId} failed: ${reasonIn(reason, 'en')}`, `  ${runId} 失败：${reasonIn(reason, 'zh-CN')}`),
    ];
  return [];
}
