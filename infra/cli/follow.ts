import { setTimeout as sleep } from 'node:timers/promises';
import type { RunStore } from '../../shared/adapters/run-store.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type FiguresShop, figuresOf } from './follow-figures.ts';
import { followedLines, stateLine } from './follow-lines.ts';
import type { Terminal } from './terminal.ts';

/** What a followed run has gone through, each state with the time at which it was seen first, ISO 8601. */
interface Followed {
  run: Run;
  states: { state: RunState; at: string }[];
}

/** What a run rests in, and whether the run then came to what it was for. */
const RESTS: Partial<Record<RunState, boolean>> = {
  ...{ AWAITING_APPROVAL: true, COMMITTED: true, CLOSED: true, SIMULATED: true },
  ...{ FAILED: false, EXPIRED: false, REJECTED: false, SUPERSEDED: false, ROLLED_BACK: false },
};

/** What following needs of a shop. */
interface FollowedShop extends FiguresShop {
  runs: Pick<RunStore, 'runs'>;
}

const LOOK_MS = 500;

/** Watches a run until it rests, and tells it. Ends with 1 where nothing of it happened, or no longer holds. */
export async function follow(
  shop: FollowedShop,
  terminal: Terminal,
  runId: string | undefined,
): Promise<void> {
  const followed = await watched(shop, terminal, runId);
  if (RESTS[followed.run.state] !== true) process.exitCode = 1;
  const figures = await figuresOf(shop, followed.run);
  terminal.result({ ...followed, ...figures }, followedLines(followed.run, figures, terminal.language));
}

async function watched(shop: FollowedShop, terminal: Terminal, runId: string | undefined): Promise<Followed> {
  let run = chosen(await shop.runs.runs(), runId);
  const states: Followed['states'] = [];
  for (let since = Date.now(); ; ) {
    if (states.at(-1)?.state !== run.state) {
      since = Date.now();
      states.push({ state: run.state, at: new Date(since).toISOString() });
      terminal.line(stateLine(run, since, terminal.language));
    }
    if (RESTS[run.state] !== undefined) return { run, states };
    terminal.passing(goesOn(Math.floor((Date.now() - since) / 1000))[terminal.language]);
    await sleep(LOOK_MS);
    run = chosen(await shop.runs.runs(), run.runId);
  }
}

/** The named one; else the oldest that is under way, else the newest that was more than a simulation. */
export function chosen(runs: readonly Run[], runId: string | undefined): Run {
  const run =
    runId === undefined
      ? (runs.find(({ state }) => RESTS[state] === undefined) ??
        runs.findLast(({ state }) => state !== 'SIMULATED'))
      : runs.find((each) => each.runId === runId);
  if (!run) throw noSuchRun(runId);
  return run;
}

const goesOn = (seconds: number): Bilingual => both(`  … ${seconds} s`, `  … ${seconds} 秒`);

const noSuchRun = (runId: string | undefined): Refusal =>
  runId === undefined
    ? new Refusal(
        'E_NO_RUN',
        both('There is no run yet.', '还没有任何运行。'),
        both(
          'Upload an export, or ask for a run with `npm run tierwise -- run`.',
          '请先上传导出文件，或用 `npm run tierwise -- run` 请求一次运行。',
        ),
      )
    : new Refusal(
        'E_NO_RUN',
        both(`There is no run ${runId}.`, `没有运行 ${runId}。`),
        both('`npm run tierwise -- runs` lists them all.', '用 `npm run tierwise -- runs` 查看全部运行。'),
      );
