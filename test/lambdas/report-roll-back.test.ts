import { describe, expect, it } from 'vitest';
import { rollBackNotice } from '../../lambdas/report/roll-back-notice.ts';
import { rollBackPage } from '../../lambdas/report/roll-back-page.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { RollBackReport } from '../../shared/contract/roll-back.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { sayIn } from '../../shared/domain/report/html.ts';
import { NASTY, policy } from '../support/report-run.ts';

const rolledBack = (more: Partial<RollBackReport> = {}): RollBackReport => ({
  run: { runId: 'r3', runSeq: 3, mode: 'periodic', asOf: '2026-06-30' },
  rollsBack: { runId: 'r2', mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
  base: { runId: 'r1', asOf: '2026-06-30' },
  ...{ undone: 7, written: 7 },
  moves: [
    { from: 'high', to: 'low', change: 'demoted', count: 4 },
    { from: 'low', to: null, change: 'left', count: 3 },
  ],
  mails: [
    { campaign: 'every-low', outcome: 'sent', reason: '', count: 11 },
    { campaign: 'every-low', outcome: 'cancelled', reason: 'rolled_back', count: 5 },
  ],
  ...more,
});

describe('the page of a roll-back', () => {
  it.each(LANGUAGES)(
    'counts who was put back, which mails were out and which were cancelled, in %s',
    (language) => {
      const page = rollBackPage(rolledBack(), policy, language);
      for (const figure of ['<b>7</b>', '<b>11</b>', '<b>5</b>']) expect(page).toContain(figure);
      for (const runId of ['r1', 'r2', 'r3']) expect(page).toContain(runId);
      expect(page).toContain('npm run tierwise -- trust');
      expect(page).not.toContain(NASTY);
    },
  );

  it('says that the period is due again, of a periodic run alone', () => {
    const between = { ...rolledBack().rollsBack, mode: 'onDemand' as const };
    expect(rollBackPage(rolledBack(), policy, 'en')).toContain('Period 2026-Q3 is due again');
    expect(rollBackPage(rolledBack({ rollsBack: between }), policy, 'en')).not.toContain('is due again');
  });

  it('says that mails are being counted as long as some are', () => {
    const waiting = { campaign: 'every-low', outcome: 'pending' as const, reason: '', count: 2 };
    expect(rollBackPage(rolledBack(), policy, 'zh-CN')).not.toContain('正在清点');
    expect(rollBackPage(rolledBack({ mails: [waiting] }), policy, 'zh-CN')).toContain('正在清点');
  });

  it('says where the first commit was rolled back', () => {
    expect(rollBackPage(rolledBack({ base: null }), policy, 'en')).toContain('it was the first commit');
  });
});

describe('the notice on the report of a run that was rolled back', () => {
  const noticeOf = (rolledBackBy: string | null) => rollBackNotice({ rolledBackBy } as Report, sayIn('en'));

  it('names the run that did it, and stands on no other report', () => {
    expect(noticeOf('r3')).toContain('Run r3 put everybody back');
    expect(noticeOf(null)).toBe('');
  });
});
