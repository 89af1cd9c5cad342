import { describe, expect, it } from 'vitest';
import { summaryLines } from '../../../infra/cli/summary.ts';
import { ReportSchema } from '../../../shared/contract/report.ts';
import { both, type Language } from '../../../shared/domain/bilingual.ts';
import { richly } from '../../lambdas/report-rich.ts';

const terminal = (language: Language) => ({
  ...{ language, json: false },
  line: () => undefined,
  say: () => undefined,
  passing: () => undefined,
  result: () => undefined,
});
const asReport = async () =>
  ReportSchema.parse(JSON.parse((await richly()).get('reports/r2/report.json') ?? ''));

describe('the summary of a run', () => {
  it.each([
    [
      'en',
      /customers by tier[\s\S]*customers by stage +now\n +Renewal due +1\n +Active +4\n[\s\S]*who moved/,
    ],
    ['zh-CN', /各等级客户（人）[\s\S]*各阶段客户（人） +现在\n +即将续保 +1\n +活跃 +4\n[\s\S]*变动/],
  ] as const)('counts stages after the tiers in %s', async (language, said) => {
    expect(summaryLines(await asReport(), terminal(language)).join('\n')).toMatch(said);
  });

  it.each([
    ['en', /! Many move\.\n\n {2}Cost of this run: about 0\.46 US dollars, of which mail 0\.08\./],
    ['zh-CN', /! 变动过多。\n\n {2}本次运行费用：约 0\.46 美元，其中邮件 0\.08 美元。/],
  ] as const)('ends with what was odd, and with the cost, in %s', async (language, said) => {
    const lines = [{ id: 'mail', say: both('Mails', '邮件'), count: 500, usd: 0.08 }];
    const cost = { pricesOf: '2026-11-01', lines, total: 0.46 };
    const anomalies = [{ code: 'G_MOVED', say: both('Many move.', '变动过多。'), trips: false }];
    const report = { ...(await asReport()), cost, anomalies };
    expect(summaryLines(report, terminal(language)).join('\n')).toMatch(said);
  });

  it('says nothing of stages where the policy has none', async () => {
    const report = await asReport();
    const marks = { ...report.marks, stages: [] };
    expect(summaryLines({ ...report, marks }, terminal('en')).join('\n')).not.toContain('stage');
  });
});
