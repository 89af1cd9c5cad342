import { describe, expect, it } from 'vitest';
import { attentionSection } from '../../lambdas/report/attention-section.ts';
import { costSection } from '../../lambdas/report/cost-section.ts';
import type { Review } from '../../shared/contract/artifacts.ts';
import { ReportSchema } from '../../shared/contract/report.ts';
import { both, LANGUAGES } from '../../shared/domain/bilingual.ts';
import { costOfVolume } from '../../shared/domain/cost/run-cost.ts';
import { sayIn } from '../../shared/domain/report/html.ts';
import { NASTY } from '../support/report-run.ts';
import { richly } from './report-rich.ts';

const COST = costOfVolume({
  ...{
    engine: 'duckdb',
    rows: 9000,
    customers: 1200,
    changes: 90,
    told: 20,
    parts: 1,
    mails: 700,
    due: 500,
    days: 1,
  },
  perSecond: 14,
});
const ANOMALIES: Review['anomalies'] = [
  { code: 'G_MOVED', say: both('Many move.', '变动过多。'), trips: false },
  { code: 'G_CUTS_MOVED', say: both(`Score ${NASTY} moved.`, `评分 ${NASTY} 移动。`), trips: true },
];

const reportOf = async (over: Partial<Review>) => {
  const files = await richly({}, over);
  return ReportSchema.parse(JSON.parse(files.get('reports/r2/report.json') ?? ''));
};
const pageOf = async (over: Partial<Review>, language = 'en') =>
  (await richly({}, over)).get(`reports/r2/report.${language}.html`) ?? '';

describe('the cost of a run in its report', () => {
  it.each(LANGUAGES)(
    'names every line to a hundredth of a cent, the sum, and whose prices (%s)',
    (language) => {
      const html = costSection(COST, sayIn(language));
      for (const { say, usd } of COST.lines) {
        expect(html).toContain(say[language]);
        expect(html).toContain(`>${usd.toFixed(4)}<`);
      }
      expect(html).toContain(`>${COST.total.toFixed(4)}<`);
      expect(html).toContain('us-east-1');
    },
  );

  it('is on the page, and left out where an earlier program planned the run', async () => {
    expect(await pageOf({ cost: COST })).toContain('Cost of this run');
    expect(await pageOf({ cost: null })).not.toContain('Cost of this run');
    expect((await reportOf({ cost: COST })).cost).toEqual(COST);
  });
});

describe('anomalies in the report', () => {
  it('stand where somebody looks, guard rails first, and run nothing', async () => {
    const section = attentionSection(await reportOf({ anomalies: ANOMALIES }), sayIn('en'));
    expect(section.indexOf('Guard rail:')).toBeGreaterThan(0);
    expect(section.indexOf('Guard rail:')).toBeLessThan(section.indexOf('Unusual:'));
    expect(section).not.toContain('<script');
    expect(await pageOf({ anomalies: ANOMALIES }, 'zh-CN')).toContain('触发审批条件：');
  });

  it('are left out where there are none', async () => {
    expect(await pageOf({ anomalies: [] })).not.toMatch(/Guard rail:|Unusual:/);
  });
});
