import type { Command } from 'commander';
import { both } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { follow } from './follow.ts';
import { WRONG, wrongWords } from './help/wrong-words.ts';
import { planLines, planOf } from './plan-lines.ts';
import { cautionLines, choicesOf, reversibleIn } from './run-choices.ts';
import { columns, type Terminal } from './terminal.ts';

interface RunsOptions extends CommonOptions {
  follow?: boolean;
}

export const addRuns = (program: Command): void =>
  void command<RunsOptions>(program, 'runs [run]', runs)
    .option('--follow')
    .hook('preAction', (asked) => {
      if (asked.args.length > 0 && asked.opts<RunsOptions>().follow !== true)
        wrongWords(asked, WRONG.followMissing);
    });

async function runs(terminal: Terminal, options: RunsOptions, runId?: string): Promise<void> {
  const shop = await connect(options);
  await (options.follow === true ? follow(shop, terminal, runId) : list(shop, terminal));
}

async function list(shop: Shop, terminal: Terminal): Promise<void> {
  const all = await shop.runs.runs();
  const plans = (await Promise.all(all.map((run) => planOf(shop, run)))).flatMap((plan) => plan ?? []);
  const [reversible, caution] = [await reversibleIn(shop), await shop.runs.caution()];
  const rows = all.map((run) => [
    ...[run.runId, run.asOf, run.mode, run.state],
    choicesOf(run, reversible)[terminal.language],
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
  both('mode', '方式'),
  both('state', '状态'),
  both('can still', '可执行'),
  both('reason', '原因'),
];
