import type { Command } from 'commander';
import { both } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import { RUN_STATE_WORDS, runKindWords } from '../../shared/domain/run-words.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { follow } from './follow.ts';
import { planLines, planOf } from './plan-lines.ts';
import { cautionLines, choicesOf, reversibleIn } from './run-choices.ts';
import { showRun } from './show-run.ts';
import { columns, type Terminal } from './terminal.ts';

interface RunsOptions extends CommonOptions {
  follow?: boolean;
}

export const addRuns = (program: Command): void =>
  void command<RunsOptions>(program, 'runs [run]', runs).option('--follow');

async function runs(terminal: Terminal, options: RunsOptions, runId?: string): Promise<void> {
  const shop = await connect(options);
  if (options.follow === true) await follow(shop, terminal, runId);
  else await (runId === undefined ? list(shop, terminal) : showRun(shop, terminal, runId));
}

async function list(shop: Shop, terminal: Terminal): Promise<void> {
  const all = await shop.runs.runs();
  const plans = (await Promise.all(all.map((run) => planOf(shop, run)))).flatMap((plan) => plan ?? []);
  const [reversible, caution] = [await reversibleIn(shop), await shop.runs.caution()];
  const zones = new Map(plans.map(({ runId, timeZone }) => [runId, timeZone]));
  const rows = all.map((run) => [
    ...[run.runId, run.asOf, runKindWords(run)[terminal.language]],
    RUN_STATE_WORDS[run.state][terminal.language],
    choicesOf(run, reversible, zones.get(run.runId) ?? 'UTC')[terminal.language],
    reasonIn(run.reason ?? '', terminal.language),
  ]);
  const cautious = cautionLines(caution).map((words) => words[terminal.language]);
  const planned = plans.flatMap((plan) => ['', ...planLines(plan, terminal)]);
  terminal.result({ runs: all, plans, reversible, caution }, [
    ...columns(
      HEAD.map((words) => words[terminal.language]),
      rows,
    ),
    ...cautious,
    ...planned,
  ]);
}

const HEAD = [
  both('run', '运行'),
  both('as of', '截至'),
  both('kind', '类型'),
  both('state', '状态'),
  both('can still', '还能做'),
  both('reason', '原因'),
];
