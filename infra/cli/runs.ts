import type { Command } from 'commander';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { planLines, planOf } from './plan-lines.ts';
import { columns } from './terminal.ts';

export const addRuns = (program: Command): void =>
  void command(
    program,
    'runs',
    'list every run with its state, and the plans that await approval',
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
        say('reason', '原因'),
      ];
      const rows = runs.map(({ runId, asOf, mode, state, reason = '' }) => [
        ...[runId, asOf, mode, state],
        reasonIn(reason, terminal.language),
      ]);
      const planned = plans.flatMap((plan) => ['', ...planLines(plan, terminal)]);
      terminal.result({ runs, plans }, [...columns(head, rows), ...planned]);
    },
  );

/** A refusal is noted in both languages, `CODE: English / Chinese`; any other reason stays as it is. */
export function reasonIn(reason: string, language: Language): string {
  const [, code = '', en = '', zh = ''] =
    /^([A-Z]_[A-Z_]+: )(.*) \/ (.*\p{Script=Han}.*)$/su.exec(reason) ?? [];
  return code === '' ? reason : `${code}${both(en.trim(), zh)[language]}`;
}
