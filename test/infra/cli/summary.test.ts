import { describe, expect, it } from 'vitest';
import { summaryLines } from '../../../infra/cli/summary.ts';
import { ReportSchema } from '../../../shared/contract/report.ts';
import type { Language } from '../../../shared/domain/bilingual.ts';
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

  it('says nothing of stages where the policy has none', async () => {
    const report = await asReport();
    const marks = { ...report.marks, stages: [] };
    expect(summaryLines({ ...report, marks }, terminal('en')).join('\n')).not.toContain('stage');
  });
});
