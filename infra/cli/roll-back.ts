import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type RollBackReport, RollBackReportSchema } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal, reasonIn } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { grantedBy } from './requests.ts';
import { rollBackLines } from './roll-back-lines.ts';
import type { Terminal } from './terminal.ts';
import { TAKING_UP, whilst } from './whilst.ts';

/** `rollback` puts back what the newest committed run changed; `trust` ends the caution after it. */
export function addRollBack(program: Command): void {
  command(program, 'rollback <run>', rollBack);
  command(program, 'trust', trust);
}

async function rollBack(terminal: Terminal, options: CommonOptions, runId = ''): Promise<void> {
  const shop = await connect(options);
  const newest = (await shop.runs.runs()).at(-1)?.runSeq ?? 0;
  const { notes = [] } = await grantedBy(shop, { want: 'rollback', runId });
  const run = await ended(shop, (each) => each.rollsBack === runId && each.runSeq > newest, terminal);
  const report = await reportOf(shop, run);
  terminal.result({ done: true, run, report, notes }, [
    ...rollBackLines(run, report, terminal.language),
    ...notes.map((note) => note[terminal.language]),
  ]);
}

async function trust(terminal: Terminal, options: CommonOptions): Promise<void> {
  const { notes = [] } = await whilst(
    terminal,
    TAKING_UP,
    grantedBy(await connect(options), { want: 'trust' }),
  );
  terminal.result(
    { done: true, notes },
    notes.map((note) => note[terminal.language]),
  );
}

/** Seconds to wait: a grading that holds the run lock comes first. */
const PATIENCE = 3600;
const LOOK_MS = 500;

async function ended({ runs }: Shop, isOurs: (run: Run) => boolean, terminal: Terminal): Promise<Run> {
  const since = Date.now();
  for (let seconds = 0; seconds < PATIENCE; seconds = Math.floor((Date.now() - since) / 1000)) {
    const run = (await runs.runs()).find(isOurs);
    if (run?.state === 'CLOSED') return run;
    if (run?.state === 'FAILED' || run?.state === 'SUPERSEDED') throw failed(run);
    const words = run
      ? both(`  … putting back, ${seconds} s`, `  … 正在恢复，${seconds} 秒`)
      : both(`  … waiting for its turn, ${seconds} s`, `  … 正在排队，${seconds} 秒`);
    terminal.passing(words[terminal.language]);
    await sleep(LOOK_MS);
  }
  throw notEnded();
}

/** Written just after the commit; undefined where it is not there yet. */
async function reportOf({ results }: Shop, { runId }: Run): Promise<RollBackReport | undefined> {
  for (let look = 0; look < 20; look += 1) {
    const body = await results.get(resultKeys.report(runId, 'rollback.json'));
    if (body) return RollBackReportSchema.parse(JSON.parse(body.toString('utf8')));
    await sleep(LOOK_MS);
  }
  return undefined;
}

const failed = ({ runId, reason = '' }: Run): Refusal =>
  new Refusal(
    'E_ROLL_BACK_FAILED',
    both(
      `The roll-back ${runId} did not end well: ${reasonIn(reason, 'en')}`,
      `回滚 ${runId} 未能完成：${reasonIn(reason, 'zh-CN')}`,
    ),
    both(
      'Ask for it again; what was written half-way is put right by it, or by the next run.',
      '请再次执行回滚；写了一半的数据会由这次回滚或下一次运行纠正。',
    ),
  );

const notEnded = (): Refusal =>
  new Refusal(
    'E_NO_ANSWER',
    both(
      `The roll-back has not ended within ${PATIENCE / 60} minutes.`,
      `回滚在 ${PATIENCE / 60} 分钟内没有完成。`,
    ),
    both(
      'It goes on by itself; `npm run tierwise -- runs` shows its state.',
      '回滚会自行继续；用 `npm run tierwise -- runs` 查看状态。',
    ),
  );
