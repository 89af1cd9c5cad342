import { expect, it } from 'vitest';
import { showRun } from '../../../infra/cli/show-run.ts';
import type { Terminal } from '../../../infra/cli/terminal.ts';
import { type Run, RunSchema } from '../../../shared/contract/runs.ts';
import type { Language } from '../../../shared/domain/bilingual.ts';
import { replacedReason } from '../../../shared/domain/replaced.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';
import { memoryTable } from '../../support/memory-table.ts';

const run = (more: Partial<Run> = {}): Run =>
  RunSchema.parse({
    ...{ version: 1, runId: 'r1', runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ state: 'CLOSED', executionArn: 'arn', baseSeq: 0, ...more },
  });

async function shown(one: Run, language: Language, runId = 'r1'): Promise<string[]> {
  let said: string[] = [];
  const terminal: Terminal = {
    ...{ language, json: false, say: () => undefined, passing: () => undefined, line: () => undefined },
    result: (_, lines) => {
      said = lines;
    },
  };
  const results = memoryBucket('results');
  await results.put('reports/r1/report.html', '');
  const shop = { runs: { runs: async () => [one] }, results, lake: memoryBucket('lake') };
  await showRun({ ...shop, table: memoryTable('runs') }, terminal, runId);
  return said;
}

it.each<[string, Partial<Run>, string, string]>([
  [
    'a periodic one',
    {},
    'r1: periodic, as of 2026-09-30, period 2026-Q3',
    'r1：定期，截至 2026-09-30，周期 2026-Q3',
  ],
  ['one on demand', { mode: 'onDemand' }, 'r1: on demand', 'r1：按需'],
  ['a simulation', { simulates: 'h', state: 'SIMULATED' }, 'r1: simulation', 'r1：预演'],
  ['a roll-back', { rollsBack: 'r0' }, 'r1: roll-back', 'r1：回滚'],
  [
    'a replaced plan, with what replaced it',
    { state: 'SUPERSEDED', reason: replacedReason('r5') },
    'The newer plan r5 replaces this one.',
    '已由较新的计划 r5 取代。',
  ],
])('one run is shown in words: %s', async (_, more, en, zh) => {
  const [english, chinese] = [await shown(run(more), 'en'), await shown(run(more), 'zh-CN')];
  expect(english.join('\n')).toContain(en);
  expect(chinese.join('\n')).toContain(zh);
  for (const line of [...english, ...chinese])
    expect(line).not.toMatch(/CLOSED|SIMULATED|SUPERSEDED|onDemand/);
});

it('its report is named where it lies', async () => {
  expect(await shown(run(), 'en')).toContain('  report: s3://results/reports/r1/report.html');
});

it('a run that is not there is refused', async () => {
  await expect(shown(run(), 'en', 'r9')).rejects.toMatchObject({ code: 'E_NO_RUN' });
});
