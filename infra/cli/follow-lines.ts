import type { Run, RunState } from '../../shared/contract/runs.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import { RUN_STATE_WORDS } from '../../shared/domain/run-words.ts';
import type { RunFigures } from './follow-figures.ts';

/** `15:04:05  2026-09-30-periodic-0002  writing the changed tiers`; `at` in milliseconds, told on the clocks here. */
export function stateLine({ runId, state, reason }: Run, at: number, language: Language): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  const why = reason === undefined ? '' : `  ${reasonIn(reason, language)}`;
  return `  ${time}  ${runId}  ${RUN_STATE_WORDS[state][language]}${why}`;
}

/** What a run that rests came to: how many customers moved, how many mails are out, and what to do next. */
export function followedLines(
  { runId, state }: Run,
  { customers, mails }: RunFigures,
  language: Language,
): string[] {
  const lines = [customers && movedWords(customers), mails && mailWords(mails), NEXT[state]?.(runId)];
  return lines.flatMap((line) => (line ? [`  ${line[language]}`] : []));
}

function movedWords({ all, moved }: NonNullable<RunFigures['customers']>): Bilingual {
  const [of, many] = [counted(all), counted(moved)];
  return both(`${many} customers moved, of ${of}`, `共 ${of} 位客户，其中 ${many} 位有变动`);
}

function mailWords({ sent, pending }: NonNullable<RunFigures['mails']>): Bilingual {
  const [out, rest] = [counted(sent), counted(pending)];
  return both(`mails: ${out} sent, ${rest} pending`, `邮件：已发 ${out} 封，待发 ${rest} 封`);
}

const counted = (count: number): string => count.toLocaleString('en-US');

const NEXT: Partial<Record<RunState, (runId: string) => Bilingual>> = {
  AWAITING_APPROVAL: (runId) =>
    both(
      `\`npm run tierwise -- runs\` shows the plan; then \`npm run tierwise -- approve ${runId}\` or \`npm run tierwise -- reject ${runId}\`.`,
      `用 \`npm run tierwise -- runs\` 查看计划，然后 \`npm run tierwise -- approve ${runId}\` 或 \`npm run tierwise -- reject ${runId}\`。`,
    ),
  COMMITTED: () =>
    both(
      '`npm run tierwise -- campaign list` shows how the mails go on.',
      '用 `npm run tierwise -- campaign list` 查看邮件的发送进度。',
    ),
  FAILED: () =>
    both(
      'Mend what the reason names, then ask for a run with `npm run tierwise -- run`.',
      '请按原因处理，然后用 `npm run tierwise -- run` 重新请求运行。',
    ),
  EXPIRED: () =>
    both('A period that is still due is planned anew by itself.', '仍未评级的周期会自动重新计划。'),
};
