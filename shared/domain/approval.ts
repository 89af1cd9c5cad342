import { both } from './bilingual.ts';
import { addDays } from './dates.ts';
import { momentWords } from './moment.ts';
import { Refusal } from './refusal.ts';
import { planReplaced } from './replaced.ts';
import { runStateWords } from './run-words.ts';

/** What a plan is known by to whoever decides about it. */
export interface PlannedRun {
  runId: string;
  state: string;
  /** SHA-256 over its mails. */
  contentDigest?: string | undefined;
  /** ISO 8601; a plan without it waits for ever. */
  expiresAt?: string | undefined;
  decided?: { by: 'command' | 'link'; at: string } | undefined;
  /** Why it was replaced or failed. */
  reason?: string | undefined;
}

export interface Decision {
  runId: string;
  want: 'approve' | 'reject';
  by: 'command' | 'link';
  /** ISO 8601. */
  at: string;
  /** The mails of the plan that was shown; without it those that it has. */
  contentDigest?: string | undefined;
  /** On whose clocks a refusal tells times; UTC without it. */
  timeZone?: string | undefined;
}

export interface DecisionDependencies {
  run(runId: string): Promise<PlannedRun | undefined>;
  /** One conditional write: `false` when the plan does not wait, shows other mails, or its time has passed. */
  decideRun(
    runId: string,
    decision: {
      to: 'APPROVED' | 'REJECTED';
      decided: { by: Decision['by']; at: string };
      contentDigest?: string | undefined;
    },
  ): Promise<boolean>;
  /** Starts applying, once for a run however often it is called. */
  startApply(name: string, input: { runId: string }): Promise<unknown>;
}

const NEXT = { approve: 'APPROVED', reject: 'REJECTED' } as const;

/** The instant after which a plan made at `now` can no longer be approved, ISO 8601. */
export function expiryOf(now: Date, approvalDays: number): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `${addDays(date, approvalDays)}T${time}`;
}

export const isOverdue = ({ state, expiresAt }: PlannedRun, now: string): boolean =>
  state === 'AWAITING_APPROVAL' && expiresAt !== undefined && expiresAt <= now;

/**
 * Approves or rejects a plan that waits, whoever asks and however. Of two who decide at once one wins. Asked again for what
 * was decided already it does the rest, should the first call have died before it started applying. Throws a Refusal where
 * there is nothing to decide.
 */
export async function decidePlan(deps: DecisionDependencies, decision: Decision): Promise<void> {
  const { runId, want, by, at } = decision;
  const run = await deps.run(runId);
  const contentDigest = decision.contentDigest ?? run?.contentDigest;
  const to = NEXT[want];
  if (!(await deps.decideRun(runId, { to, decided: { by, at }, contentDigest })))
    mustStand(await deps.run(runId), decision);
  if (want === 'approve') await deps.startApply(runId, { runId });
}

function mustStand(
  run: PlannedRun | undefined,
  { runId, want, at, contentDigest, timeZone }: Decision,
): void {
  if (run?.state === 'EXPIRED' || (run && isOverdue(run, at))) throw planExpired(run, timeZone);
  if (run?.state === 'SUPERSEDED') throw planReplaced(runId, run.reason);
  const isOther = contentDigest !== undefined && run?.contentDigest !== contentDigest;
  if (!run || run.state !== NEXT[want] || isOther) throw notAwaiting(runId, run?.state);
}

/** Nobody decided in time, which is told on the clocks of `timeZone`. */
export function planExpired(
  { runId, expiresAt }: Pick<PlannedRun, 'runId' | 'expiresAt'>,
  timeZone = 'UTC',
): Refusal {
  const until = expiresAt === undefined ? both('', '') : momentWords(expiresAt, timeZone);
  return new Refusal(
    'E_PLAN_EXPIRED',
    both(
      `The plan ${runId} could be approved until ${until.en}; nobody did, so nothing of it happened.`,
      `计划 ${runId} 须在 ${until['zh-CN']}前批准；到期无人处理，计划已作废，未产生任何变动。`,
    ),
    both(
      'Where its period is still due it is planned anew; or ask for a run. `approvalDays` of the policy says how long plans wait.',
      '若该时段仍待评级，系统会重新制定计划；也可以自行申请一次运行。等待天数由策略中的 approvalDays 决定。',
    ),
  );
}

/** The plan was approved, and the execution that was to apply it ended before it began to. */
export const notApplied = (runId: string): Refusal =>
  new Refusal(
    'E_NOT_APPLIED',
    both(
      `The plan ${runId} was approved, but applying it came to an end before anything was written.`,
      `计划 ${runId} 已获批准，但执行在写入任何内容之前便已中止。`,
    ),
    both(
      'Where its period is still due it is planned anew; or ask for a run. The alarm of the apply machine says what went wrong.',
      '若该时段仍待评级，系统会重新制定计划；也可以自行申请一次运行。出错原因请查看 apply 状态机的告警。',
    ),
  );

function notAwaiting(runId: string, state: string | undefined): Refusal {
  const words = state === undefined ? both('there is no such run', '没有这次运行') : runStateWords(state);
  return new Refusal(
    'E_NOT_AWAITING',
    both(
      `Run ${runId} does not wait for approval: ${words.en}.`,
      `运行 ${runId} 并不在等待批准，当前状态：${words['zh-CN']}。`,
    ),
    both(
      '`npm run tierwise -- runs` lists every run with its state.',
      '用 `npm run tierwise -- runs` 查看每次运行的状态。',
    ),
  );
}
