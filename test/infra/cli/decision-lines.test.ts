import { expect, it } from 'vitest';
import { begunWords, decidedWords } from '../../../infra/cli/decision-lines.ts';
import type { Plan } from '../../../infra/cli/plan-lines.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';

const plan: Plan = {
  ...{ runId: 'r1', moves: [], cost: null, anomalies: [], tiers: [], campaigns: {}, timeZone: 'UTC' },
  changes: { joined: 4, promoted: 3, demoted: 2, sideways: 0, left: 1 },
  mails: { due: 41, heldOut: 0, skipped: 0, already: 252, days: [], problems: [] },
};
const run = RunSchema.parse({
  ...{ version: 1, runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
  ...{ state: 'GRADING', executionArn: 'arn', baseSeq: 0 },
});

it.each([
  [
    'approved',
    decidedWords('approve', 'r1', plan),
    'r1: 10 customers move, 41 mails',
    '10 位客户有变动，41 封邮件',
  ],
  [
    'approved again',
    decidedWords('approve', 'r1', undefined),
    'Approved r1; it begins.',
    '已批准 r1，开始执行。',
  ],
  [
    'approved, with what to do next',
    decidedWords('approve', 'r1', plan),
    'runs --follow r1',
    'runs --follow r1',
  ],
  ['rejected', decidedWords('reject', 'r1', plan), 'Rejected r1: nobody', '已驳回 r1：等级不变'],
  ['begun', begunWords(run), 'Run r2 has begun, as of 2026-09-30.', '运行 r2 已开始，截至 2026-09-30。'],
  ['not begun', begunWords(undefined), 'has not begun yet', '尚未开始'],
])('says in both languages what was %s', (_, words, en, zh) => {
  expect(words.map((text) => text.en).join(' ')).toContain(en);
  expect(words.map((text) => text['zh-CN']).join(' ')).toContain(zh);
});
