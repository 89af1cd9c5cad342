import { expect, it } from 'vitest';
import { choicesOf } from '../../../infra/cli/run-choices.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';

const run = (more: object) =>
  RunSchema.parse({
    ...{ runId: 'r1', runSeq: 1, state: 'CLOSED', mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ executionArn: 'arn', baseSeq: 0, parts: 1, ...more },
  });
const waiting = { state: 'AWAITING_APPROVAL', expiresAt: '2026-10-08T02:30:00.000Z' };

it.each([
  [
    'a plan that waits, by the clocks of the shop',
    ...[waiting, undefined, 'Asia/Shanghai'],
    ...['approve or reject until 8 October 2026, 10:30 (Asia/Shanghai)'],
    '2026年10月8日 10:30（Asia/Shanghai）前可批准或驳回',
  ],
  [
    'a plan that waits for ever',
    ...[{ state: 'AWAITING_APPROVAL' }, undefined, 'Asia/Shanghai', 'approve, reject', '批准、驳回'],
  ],
  ['the newest committed run', {}, 'r1', 'UTC', 'rollback', '回滚'],
  ['an older one', {}, 'r2', 'UTC', '–', '–'],
] as [string, object, string | undefined, string, string, string][])(
  'says what can still be done with %s',
  (_, more, reversible, timeZone, en, zh) => {
    expect(choicesOf(run(more), reversible, timeZone)).toEqual({ en, 'zh-CN': zh });
  },
);
