import type { Command } from 'commander';
import { both } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { planLines, planOf } from './plan-lines.ts';
import { cautionLines, choicesOf, reversibleIn } from './run-choices.ts';
import { columns } from './terminal.ts';

export const addRuns = (program: Command): void =>
  void command(
    program,
    'runs',
    'list every run with its state and what can still be done with it, and the plans that await approval',
    async (terminal, options) => {
      const shop = await connect(options);
      const runs = await shop.runs.runs();
      const plans = (await Promise.all(runs.map((run) => planOf(shop, run)))).flatMap((plan) => plan ?? []);
      const say = (en: string, zh: string) => both(en, zh)[terminal.language];
      const head = [
        say('run', '运行'),
        say('as of', '截至'),
        say('mode', '方式'),
        say('state', '状态'),
        say('can still', '可执行'),
        say('reason', '原因'),
      ];
      const [reversible, caution] = [await reversibleIn(shop), await shop.runs.caution()];
      const rows = runs.map((run) => [
        ...[run.runId, run.asOf, run.mode, run.state],
        choicesOf(run, reversible)[terminal.language],
        reasonIn(run.reason ?? '', terminal.language),
      ]);
      const cautious = cautionLines(caution).map((words) => words[terminal.language]);
      const planned = plans.flatMap((plan) => ['', ...planLines(plan, terminal)]);
      terminal.result({ runs, plans, reversible, caution }, [
        ...columns(head, rows),
        ...cautious,
        ...planned,
      ]);
    },
  );
