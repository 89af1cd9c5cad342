import { afterEach, describe, expect, it } from 'vitest';
import { chosen, follow } from '../../../infra/cli/follow.ts';
import { followedLines, stateLine } from '../../../infra/cli/follow-lines.ts';
import type { Terminal } from '../../../infra/cli/terminal.ts';
import { type Run, RunSchema, type RunState, RunStateSchema } from '../../../shared/contract/runs.ts';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';
import { memoryTable } from '../../support/memory-table.ts';

const run = (state: RunState, runSeq = 1, more: Partial<Run> = {}): Run =>
  RunSchema.parse({
    ...{ version: 1, runId: `r-${runSeq}`, runSeq, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ state, executionArn: 'arn', baseSeq: 0, ...more },
  });

/** Follows a run that goes on by one state at each look. */
async function followed(...states: RunState[]) {
  const lines: string[] = [];
  let result: unknown;
  const terminal: Terminal = {
    ...{ language: 'en', json: true, say: () => undefined, passing: () => undefined },
    line: (text) => lines.push(text),
    result: (value) => {
      result = value;
    },
  };
  const left = [...states];
  const runs = { runs: async () => [run((left.length > 1 ? left.shift() : left[0]) ?? 'GRADING')] };
  const shop = { runs, results: memoryBucket('results'), table: memoryTable('runs') };
  await follow(shop, terminal, 'r-1');
  return { lines, result, code: process.exitCode ?? 0 };
}

afterEach(() => {
  process.exitCode = undefined;
});

describe('following a run', () => {
  it('tells each state once, and all of them in one object', async () => {
    const { lines, result } = await followed('GRADING', 'GRADING', 'APPLYING', 'COMMITTED');
    expect(lines.map((line) => line.split(/ {2,}/)[3])).toEqual([
      ...['grading and planning', 'writing the changed tiers', 'committed; its mails go out'],
    ]);
    expect(result).toMatchObject({
      run: { runId: 'r-1', state: 'COMMITTED' },
      states: [{ state: 'GRADING' }, { state: 'APPLYING' }, { state: 'COMMITTED' }],
      customers: null,
      mails: null,
    });
  });

  it.each<[RunState, number]>([
    ['AWAITING_APPROVAL', 0],
    ['COMMITTED', 0],
    ['CLOSED', 0],
    ['SIMULATED', 0],
    ['FAILED', 1],
    ['EXPIRED', 1],
    ['REJECTED', 1],
    ['SUPERSEDED', 1],
    ['ROLLED_BACK', 1],
  ])('%s ends with %i', async (state, code) => {
    expect((await followed(state)).code).toBe(code);
  });
});

describe('which run is followed', () => {
  const runs = [run('CLOSED', 1), run('APPLYING', 2), run('GRADING', 3), run('SIMULATED', 4)];

  it.each([
    ['the named one', runs, 'r-1', 'r-1'],
    ['the oldest under way', runs, undefined, 'r-2'],
    [
      'the newest, where all rest, but no simulation',
      [run('CLOSED', 1), run('SIMULATED', 2)],
      undefined,
      'r-1',
    ],
  ])('%s', (_, all, named, expected) => {
    expect(chosen(all, named).runId).toBe(expected);
  });

  it.each([
    ['no run at all', [], undefined],
    ['none of that name', runs, 'r-9'],
  ])('%s is refused', (_, all, named) => {
    expect(() => chosen(all, named)).toThrow(Refusal);
  });
});

describe('what is said', () => {
  it.each(RunStateSchema.options)('%s has words in both languages', (state) => {
    expect(stateLine(run(state), 0, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(stateLine(run(state), 0, 'en')).not.toMatch(/\p{Script=Han}/u);
  });

  it('a reason in the reader’s language', () => {
    const { message } = new Refusal('E_NO_EXPORT', both('None.', '没有文件。'), both('Upload.', '请上传。'));
    const line = stateLine(run('FAILED', 1, { reason: message }), 0, 'zh-CN');
    expect(line).toMatch(/失败 {2}E_NO_EXPORT: 没有文件。请上传。$/);
  });

  it('how many moved and were mailed, and what to do next', () => {
    const figures = { customers: { all: 3000, moved: 41 }, mails: { sent: 1200, pending: 7 } };
    expect(followedLines(run('AWAITING_APPROVAL'), figures, 'en')).toEqual([
      '  41 customers moved, of 3,000',
      '  mails: 1,200 sent, 7 pending',
      '  `npm run tierwise -- runs` shows the plan; then `npm run tierwise -- approve r-1` or `npm run tierwise -- reject r-1`.',
    ]);
  });
});
