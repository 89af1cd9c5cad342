import { both } from './bilingual.ts';
import type { ChangeKind } from './held.ts';
import { rankOf } from './ladder.ts';
import type { Policy } from './policy/schema.ts';
import { Refusal } from './refusal.ts';

/** A run as far as it matters whether it can be rolled back. */
interface Reversible {
  runId: string;
  state: string;
}

interface Known {
  run: Reversible | undefined;
  /** The newest committed run; undefined = there is none. */
  newest: string | undefined;
  /** What stood before the run is kept. */
  hasWayBack: boolean;
}

/** DESIGN, rule 8: only the newest commit. Throws a Refusal that says why not and what to do instead. */
export function mustBeReversible(runId: string, { run, newest, hasWayBack }: Known): void {
  if (!run) throw noSuchRun(runId);
  if (run.state === 'ROLLED_BACK') throw alreadyRolledBack(runId);
  if (newest !== runId) throw notNewest(newest);
  if (run.state !== 'COMMITTED' && run.state !== 'CLOSED') throw notCommitted(runId);
  if (!hasWayBack) throw noWayBack(runId);
}

/** How putting back moves somebody; by the ladder that he is put back on. */
export function changeBack(from: string | null, to: string | null, policy: Policy): ChangeKind {
  if (from === to) return 'same';
  if (from === null) return 'joined';
  if (to === null) return 'left';
  const [before, after] = [rankOf(policy, from), rankOf(policy, to)];
  if (before === null || after === null || before === after) return 'sideways';
  return after > before ? 'promoted' : 'demoted';
}

const noSuchRun = (runId: string): Refusal =>
  new Refusal(
    'E_NO_RUN',
    both(`There is no run ${runId}.`, `没有运行 ${runId}。`),
    both('`npm run tierwise -- runs` lists every run.', '用 `npm run tierwise -- runs` 查看全部运行。'),
  );

const alreadyRolledBack = (runId: string): Refusal =>
  new Refusal(
    'E_ROLLED_BACK',
    both(`Run ${runId} was rolled back already.`, `运行 ${runId} 已经回滚。`),
    both(
      '`npm run tierwise -- runs` shows by which run.',
      '用 `npm run tierwise -- runs` 查看是由哪次运行回滚的。',
    ),
  );

/** `newest` undefined: nothing is committed. */
export const notNewest = (newest: string | undefined): Refusal =>
  new Refusal(
    'E_NOT_NEWEST',
    newest === undefined
      ? both('No run is committed, so there is nothing to roll back.', '没有已提交的运行，无可回滚。')
      : both(
          `Only the newest committed run can be rolled back; that is ${newest}.`,
          `只能回滚最近一次已提交的运行，即 ${newest}。`,
        ),
    newest === undefined
      ? both(
          '`npm run tierwise -- runs` lists every run with its state.',
          '用 `npm run tierwise -- runs` 查看每次运行的状态。',
        )
      : both(
          `Roll back ${newest} first; then the one before it is the newest.`,
          `请先回滚 ${newest}，之后再回滚它之前的那一次。`,
        ),
  );

const notCommitted = (runId: string): Refusal =>
  new Refusal(
    'E_NOT_COMMITTED',
    both(`Run ${runId} is still being written.`, `运行 ${runId} 仍在写入中。`),
    both(
      'Ask again when `npm run tierwise -- runs` shows it as committed.',
      '待 `npm run tierwise -- runs` 显示已提交后再试。',
    ),
  );

const noWayBack = (runId: string): Refusal =>
  new Refusal(
    'E_NO_WAY_BACK',
    both(
      `What stood before run ${runId} was not kept: an earlier version of the program wrote it.`,
      `运行 ${runId} 写入之前的数据没有保留：它由较早版本的程序写入。`,
    ),
    both(
      'Runs from this version on can be rolled back. To mend this one, correct the policy or the exports and run again.',
      '从当前版本起的运行才能回滚。若要纠正这一次，请修正策略或导出文件后重新运行。',
    ),
  );
