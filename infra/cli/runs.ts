import type { Command } from 'commander';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { columns } from './terminal.ts';

export const addRuns = (program: Command): void =>
  void command(program, 'runs', 'list every run with its state', async (terminal, options) => {
    const runs = await (await connect(options)).runs.runs();
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
    terminal.result({ runs }, columns(head, rows));
  });

/** A refusal is noted in both languages, `CODE: English / Chinese`; any other reason stays as it is. */
export function reasonIn(reason: string, language: Language): string {
  const [, code = '', en = '', zh = ''] =
    /^([A-Z]_[A-Z_]+: )(.*) \/ (.*\p{Script=Han}.*)$/su.exec(reason) ?? [];
  return code === '' ? reason : `${code}${both(en.trim(), zh)[language]}`;
}
