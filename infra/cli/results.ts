import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { CHANGES } from '../../shared/domain/report/words.ts';
import type { Shop } from './batch.ts';
import { reasonIn } from './runs.ts';
import { summaryLines } from './summary.ts';
import type { Terminal } from './terminal.ts';

export async function reportOf(shop: Shop, runId: string): Promise<Report | undefined> {
  const body = await shop.results.get(resultKeys.report(runId, 'report.json'));
  return body ? ReportSchema.parse(JSON.parse(body.toString('utf8'))) : undefined;
}

/** What became of a run, in lines for the terminal. */
export async function outcomeLines(shop: Shop, run: Run, terminal: Terminal): Promise<string[]> {
  const report = await reportOf(shop, run.runId);
  const lines = report ? summaryLines(report, terminal) : [];
  const waiting = run.state === 'AWAITING_APPROVAL' ? await planLines(shop, run.runId, terminal) : [];
  return [...lines, ...waiting, ...stateLines(run).map((text) => text[terminal.language])];
}

/** What a plan would do, for whoever is to approve it. */
async function planLines({ lake }: Shop, runId: string, { language }: Terminal): Promise<string[]> {
  const { counts } = await openRunFolder(lake).review(runId);
  const kinds = ['joined', 'promoted', 'demoted', 'sideways', 'left'] as const;
  const moves = kinds.map((kind) => `${counts[kind]} ${CHANGES[kind]?.[language] ?? kind}`);
  return [
    '',
    `  ${both('planned', '计划')[language]} ${runId}: ${moves.join(', ')}; ${counts.mails} ${both('mails', '封邮件')[language]}`,
  ];
}

function stateLines({ runId, state, reason = '' }: Run) {
  if (state === 'AWAITING_APPROVAL')
    return [
      both(
        `  ${runId} is planned and waits: approve ${runId}, or reject ${runId}.`,
        `  ${runId} 的计划已就绪，等待批准：approve ${runId} 或 reject ${runId}。`,
      ),
    ];
  if (state === 'SIMULATED')
    return [
      both(`  ${runId} was a simulation: nothing has changed.`, `  ${runId} 是模拟运行，没有任何变动。`),
    ];
  if (state === 'FAILED')
    return [
      both(`  ${runId} failed: ${reasonIn(reason, 'en')}`, `  ${runId} 失败：${reasonIn(reason, 'zh-CN')}`),
    ];
  return [];
}
