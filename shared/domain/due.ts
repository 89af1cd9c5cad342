import { both } from './bilingual.ts';
import { addDays, type LocalDate } from './dates.ts';
import { Refusal } from './refusal.ts';

/** A period that has ended, e.g. `2026-Q3` with its last day. */
export interface EndedPeriod {
  id: string;
  end: LocalDate;
}

/** What is known when a claim asks whether and how to run. */
export interface Situation {
  /** A run asked for: by hand, or to be planned anew. */
  wish?: { mode: 'periodic' | 'onDemand'; asOf: LocalDate; simulates?: string | undefined } | undefined;
  today: LocalDate;
  lastEnded: EndedPeriod;
  coverDays: number;
  snapshot: { asOf: LocalDate; periodicAsOf: LocalDate } | null;
  /** Local dates on which exports arrived that the policy grades by, and the newest row in any of them. */
  exportsArrived: LocalDate[];
  newestRow: LocalDate | undefined;
  pending: boolean;
  /** A manual tier is over, and no run of a later day has ended it. */
  ranOut: boolean;
  /** Dates of periodic runs that are planned and wait to be approved or applied. */
  plannedAsOf: LocalDate[];
}

export interface GoAhead {
  status: 'RUN';
  mode: 'periodic' | 'onDemand';
  asOf: LocalDate;
  /** The period that a due run serves; without it the one that contains `asOf`. */
  period?: string;
}

/** Begins the reason for which a period that is due waits; its id follows. */
export const PERIOD_NOT_COVERED = 'E_PERIOD_NOT_COVERED';

export type Decision = GoAhead | { status: 'NOTHING' | 'WAITING'; reason: string };

/** DESIGN, rule 3: arrived after its end, or the newest order lies at most `coverDays` before it. */
export function isCovered({ lastEnded, exportsArrived, newestRow, coverDays }: Situation): boolean {
  if (exportsArrived.some((date) => date > lastEnded.end)) return true;
  return newestRow !== undefined && newestRow >= addDays(lastEnded.end, -coverDays);
}

/**
 * Whether to run, how, and as of which day. A wish goes first, then a period that is due, then pending exports and manual
 * tiers that are over.
 * The run's date never goes back behind the snapshot: held facts would lie in its future.
 */
export function decideRun(situation: Situation): Decision {
  const { wish, exportsArrived } = situation;
  // A policy that is tried out may grade by other exports than the one in use.
  if (wish?.simulates !== undefined) return granted(wish, situation);
  if (exportsArrived.length === 0) return { status: 'WAITING', reason: 'E_NO_EXPORT' };
  if (wish) return granted(wish, situation);
  return isDue(situation) ? dueRun(situation) : betweenPeriods(situation);
}

function granted(wish: NonNullable<Situation['wish']>, { snapshot, today }: Situation): Decision {
  const reason = notOn(wish.asOf, snapshot, today);
  if (reason) return { status: 'NOTHING', reason };
  if (!snapshot && wish.mode === 'onDemand') return { status: 'NOTHING', reason: 'E_NO_MODEL' };
  return { status: 'RUN', mode: wish.mode, asOf: wish.asOf };
}

type DayProblem = 'E_AS_OF_IN_FUTURE' | 'E_AS_OF_BEFORE_SNAPSHOT';

function notOn(
  asOf: LocalDate,
  snapshot: { asOf: LocalDate } | null,
  today: LocalDate,
): DayProblem | undefined {
  if (asOf > today) return 'E_AS_OF_IN_FUTURE';
  return snapshot && asOf < snapshot.asOf ? 'E_AS_OF_BEFORE_SNAPSHOT' : undefined;
}

/** Throws a Refusal for a day as of which no run is granted. */
export function mayGradeOn(asOf: LocalDate, snapshot: { asOf: LocalDate } | null, today: LocalDate): void {
  const problem = notOn(asOf, snapshot, today);
  if (problem === 'E_AS_OF_IN_FUTURE')
    throw new Refusal(
      problem,
      both(
        `${asOf} has not come yet: the shop’s today is ${today}.`,
        `${asOf} 尚未到来：店铺的今天是 ${today}。`,
      ),
      both(`Write ${today} or an earlier day.`, `请填写 ${today} 或之前的日期。`),
    );
  if (problem)
    throw new Refusal(
      problem,
      both(
        `The last committed run is as of ${snapshot?.asOf}, a later day than ${asOf}.`,
        `上一次已提交的运行截至 ${snapshot?.asOf}，晚于 ${asOf}。`,
      ),
      both(`Write ${snapshot?.asOf} or a later day.`, `请填写 ${snapshot?.asOf} 或之后的日期。`),
    );
}

/** Throws a Refusal where there are no cut points that an on-demand run could use. */
export function mustHaveModel(snapshot: unknown): void {
  if (snapshot) return;
  throw new Refusal(
    'E_NO_MODEL',
    both(
      'No run has been committed yet, so there are no cut points to use.',
      '尚无已提交的运行，没有可用的分档线。',
    ),
    both('Ask for a periodic run first, without --on-demand.', '请先请求一次定期运行（不带 --on-demand）。'),
  );
}

/** A plan that waits for a person serves its period already; it is not planned again beside it. */
const isDue = ({ snapshot, lastEnded, plannedAsOf }: Situation): boolean =>
  [snapshot?.periodicAsOf ?? '', ...plannedAsOf].every((asOf) => lastEnded.end > asOf);

function dueRun(situation: Situation): Decision {
  const { lastEnded, snapshot } = situation;
  if (!isCovered(situation)) return { status: 'WAITING', reason: `${PERIOD_NOT_COVERED} ${lastEnded.id}` };
  const asOf = later(lastEnded.end, snapshot?.asOf);
  return { status: 'RUN', mode: 'periodic', asOf, period: lastEnded.id };
}

function betweenPeriods({ snapshot, pending, ranOut, today }: Situation): Decision {
  if (!snapshot || !(pending || ranOut)) return { status: 'NOTHING', reason: 'NOTHING_PENDING' };
  return { status: 'RUN', mode: 'onDemand', asOf: later(today, snapshot.asOf) };
}

const later = (a: LocalDate, b: LocalDate = a): LocalDate => (a > b ? a : b);

/**
 * Whether `run` leaves something to grade, so that the pending mark must stay: rows newer than its date, or a period
 * that is due and covered and not the one it serves.
 */
export function leavesWork(situation: Situation, { mode, asOf }: GoAhead): boolean {
  const { today, newestRow = '', lastEnded } = situation;
  const newerRows = situation.pending && asOf < today && newestRow > asOf;
  const serves = mode === 'periodic' && asOf >= lastEnded.end;
  return newerRows || (isDue(situation) && isCovered(situation) && !serves);
}
