import { type Bilingual, both } from './bilingual.ts';
import type { LocalDate } from './dates.ts';
import type { Engine } from './engine.ts';
import { Refusal, reasonIn } from './refusal.ts';

/** What of a run tells whether its plan can still happen. */
export interface StandingPlan {
  runId: string;
  runSeq: number;
  state: string;
  mode: 'periodic' | 'onDemand';
  asOf: LocalDate;
  /** runSeq of the snapshot it was planned on. */
  baseSeq: number;
  /** What was asked to measure it. */
  engine?: Engine | undefined;
}

const waits = ({ state }: Pick<StandingPlan, 'state'>): boolean => state === 'AWAITING_APPROVAL';

/** Plans that wait although a newer one of their kind has been made. */
export const replacedBy = <Plan extends StandingPlan>(
  newer: Pick<StandingPlan, 'runSeq' | 'mode'>,
  plans: readonly Plan[],
): Plan[] => plans.filter((plan) => waits(plan) && plan.mode === newer.mode && plan.runSeq < newer.runSeq);

/** Plans that wait on another snapshot than the current one, `runSeq`: none of them can be applied any more. */
export const outdatedAt = <Plan extends StandingPlan>(runSeq: number, plans: readonly Plan[]): Plan[] =>
  plans.filter((plan) => waits(plan) && plan.baseSeq !== runSeq);

/**
 * Whether what an outdated plan was for is still to do: it saw exports that the committed run did not, or its period has
 * not been served.
 */
export const isStillWanted = (
  { runSeq, mode, asOf }: StandingPlan,
  committed: Pick<StandingPlan, 'runSeq'>,
  snapshot: { periodicAsOf: LocalDate } | null,
): boolean => runSeq > committed.runSeq || (mode === 'periodic' && asOf > (snapshot?.periodicAsOf ?? ''));

/**
 * The wish that has a plan made again on the current snapshot, which may be as of a later day; one for each plan. It is
 * measured by what was asked for.
 */
export const wishAgain = (
  { runId, mode, asOf, engine }: Pick<StandingPlan, 'runId' | 'mode' | 'asOf' | 'engine'>,
  snapshot: { asOf: LocalDate } | null,
) => ({
  ...{ id: `again-${runId}`, mode, asOf: snapshot && snapshot.asOf > asOf ? snapshot.asOf : asOf },
  ...(engine === undefined ? {} : { engine }),
});

const CODE = 'E_PLAN_REPLACED';

/** Noted of a plan when a newer one of its kind has been made. */
export const replacedReason = (newer: string): string =>
  new Refusal(
    CODE,
    both(`The newer plan ${newer} replaces this one.`, `已由较新的计划 ${newer} 取代。`),
    both(
      `\`npm run tierwise -- runs ${newer}\` shows it.`,
      `用 \`npm run tierwise -- runs ${newer}\` 查看。`,
    ),
  ).message;

/** Noted of a plan when another run, `committed` if it is known which, was committed after it had been made. */
export const outdatedReason = (committed = ''): string =>
  new Refusal(
    CODE,
    both(
      `The tiers have changed since this plan was made${committed && `: ${committed} was committed`}.`,
      `计划制定后，${committed && `运行 ${committed} 已提交，`}等级已有变动。`,
    ),
    both(
      'What is still to do is planned anew; `npm run tierwise -- runs` shows the plan that waits.',
      '若仍有待办，系统会重新制定计划；用 `npm run tierwise -- runs` 查看等待批准的计划。',
    ),
  ).message;

/** Somebody wants to decide about a plan that was replaced; `reason` is what was noted of it. */
export function planReplaced(runId: string, reason = ''): Refusal {
  return new Refusal(CODE, stale(runId), whyReplaced(reason));
}

/** As it was noted of the plan; an earlier program noted nothing. */
export function whyReplaced(reason = ''): Bilingual {
  if (reason === '') return LOOK;
  return both(withoutCode(reasonIn(reason, 'en')), withoutCode(reasonIn(reason, 'zh-CN')));
}

const withoutCode = (said: string): string => said.replace(/^[A-Z]_[A-Z_]+: /, '');

const stale = (runId: string): Bilingual =>
  both(
    `The plan ${runId} can no longer be approved or rejected, and nothing of it happened.`,
    `计划 ${runId} 已失效，不能再批准或驳回，也没有产生任何变动。`,
  );

const LOOK = both(
  'Another run was committed or planned in between; `npm run tierwise -- runs` shows the plan that waits.',
  '期间已有另一次运行提交或制定了新计划；用 `npm run tierwise -- runs` 查看等待批准的计划。',
);
