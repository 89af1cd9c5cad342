import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { intakeLines, rejectsLines } from './intake-lines.ts';
import { copyResults } from './out.ts';
import { outcomeLines } from './results.ts';
import type { TellContext } from './tell.ts';

const TOLD: readonly Run['state'][] = ['CLOSED', 'FAILED', 'REJECTED', 'EXPIRED', 'AWAITING_APPROVAL'];
/** Its pages say then that it no longer holds. */
const COPIED: readonly Run['state'][] = [...TOLD, 'ROLLED_BACK'];

type StayContext = Pick<TellContext, 'cloud' | 'shop' | 'terminal'>;

/**
 * Stays up until `end`. What is uploaded meanwhile is answered, starts runs by itself, and each run is told and copied
 * to `results` when it has ended and its pages are written.
 */
export async function stay(context: StayContext, results: string, end: Promise<unknown>): Promise<void> {
  const { cloud, shop, terminal } = context;
  terminal.say(
    both(
      '\n  Staying up; upload files with `npm run tierwise -- upload FILE`. Ctrl-C ends.',
      '\n  系统保持运行；用 `npm run tierwise -- upload 文件` 上传。按 Ctrl-C 结束。',
    ),
  );
  let ended = false;
  void end.then(() => {
    ended = true;
  });
  const tellRuns = await newsOf(() => shop.runs.runs(), stamp);
  const tellIntakes = await newsOf(
    () => shop.runs.intakes(),
    ({ intakeId }) => intakeId,
  );
  while (!ended) {
    for (const intake of await tellIntakes())
      for (const line of [...intakeLines(intake, terminal), ...rejectsLines(intake, shop, terminal)])
        terminal.line(line);
    const runs = (await tellRuns()).filter(({ state }) => COPIED.includes(state));
    // A run's state changes before its report is written.
    if (runs.length > 0) await Promise.race([cloud.rested(), end]);
    for (const run of runs) await tellRun(context, run, results);
    await Promise.race([sleep(500), end]);
  }
}

const stamp = ({ runId, state }: Run): string => `${runId} ${state}`;

/** Gives what was not there at the last look; what is there at first is no news. */
async function newsOf<T>(read: () => Promise<T[]>, idOf: (each: T) => string): Promise<() => Promise<T[]>> {
  const told = new Set((await read()).map(idOf));
  return async () => {
    const news = (await read()).filter((each) => !told.has(idOf(each)));
    for (const each of news) told.add(idOf(each));
    return news;
  };
}

async function tellRun({ shop, terminal }: StayContext, run: Run, results: string): Promise<void> {
  if (TOLD.includes(run.state))
    for (const line of await outcomeLines(shop, run, terminal)) terminal.line(line);
  await copyResults(shop, [run.runId], results);
  terminal.say(both(`  files: ${join(results, run.runId)}`, `  文件：${join(results, run.runId)}`));
}
