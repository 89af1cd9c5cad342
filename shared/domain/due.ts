import { addDays, type LocalDate } from './dates.ts';

/** A period that has ended, e.g. `2026-Q3` with its last day. */
export interface EndedPeriod {
  id: string;
  end: LocalDate;
}

/** What is known when a claim asks whether and how to run. */
export interface Situation {
  /** A run asked for: by hand, or to be planned anew. */
  wish?: { mode: 'periodic' | 'onDemand'; asOf: LocalDate } | undefined;
  today: LocalDate;
  lastEnded: EndedPeriod;
  coverDays: number;
  snapshot: { asOf: LocalDate; periodicAsOf: LocalDate } | null;
  /** Local dates on which orders exports arrived, and the newest order in any of them. */
  ordersArrived: LocalDate[];
  newestOrder: LocalDate | undefined;
  pending: boolean;
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

export type Decision = GoAhead | { status: 'NOTHING' | 'WAITING'; reason: string };

/** DESIGN, rule 3: arrived after its end, or the newest order lies at most `coverDays` before it. */
export function isCovered({ lastEnded, ordersArrived, newestOrder, coverDays }: Situation): boolean {
  if (ordersArrived.some((date) => date > lastEnded.end)) return true;
  return newestOrder !== undefined && newestOrder >= addDays(lastEnded.end, -coverDays);
}

/**
 * Whether to run, how, and as of which day. A wish goes first, then a period that is due, then pending exports.
 * The run's date never goes back behind the snapshot: held facts would lie in its future.
 */
export function decideRun(situation: Situation): Decision {
  const { wish, ordersArrived } = situation;
  if (ordersArrived.length === 0) return { status: 'WAITING', reason: 'E_NO_EXPORT' };
  if (wish) return granted(wish, situation);
  return isDue(situation) ? dueRun(situation) : betweenPeriods(situation);
}

function granted(wish: NonNullable<Situation['wish']>, { snapshot, today }: Situation): Decision {
  if (wish.asOf > today) return { status: 'NOTHING', reason: 'E_AS_OF_IN_FUTURE' };
  if (snapshot && wish.asOf < snapshot.asOf) return { status: 'NOTHING', reason: 'E_AS_OF_BEFORE_SNAPSHOT' };
  if (!snapshot && wish.mode === 'onDemand') return { status: 'NOTHING', reason: 'E_NO_MODEL' };
  return { status: 'RUN', mode: wish.mode, asOf: wish.asOf };
}

/** A plan that waits for a person serves its period already; it is not planned again beside it. */
const isDue = ({ snapshot, lastEnded, plannedAsOf }: Situation): boolean =>
  [snapshot?.periodicAsOf ?? '', ...plannedAsOf].every((asOf) => lastEnded.end > asOf);

function dueRun(situation: Situation): Decision {
  const { lastEnded, snapshot } = situation;
  if (!isCovered(situation)) return { status: 'WAITING', reason: `E_PERIOD_NOT_COVERED ${lastEnded.id}` };
  const asOf = later(lastEnded.end, snapshot?.asOf);
  return { status: 'RUN', mode: 'periodic', asOf, period: lastEnded.id };
}

function betweenPeriods({ snapshot, pending, today }: Situation): Decision {
  if (!snapshot || !pending) return { status: 'NOTHING', reason: 'NOTHING_PENDING' };
  return { status: 'RUN', mode: 'onDemand', asOf: later(today, snapshot.asOf) };
}

const later = (a: LocalDate, b: LocalDate = a): LocalDate => (a > b ? a : b);

/**
 * Whether `run` leaves something to grade, so that the pending mark must stay: orders newer than its date, or a period
 * that is due and covered and not the one it serves.
 */
export function leavesWork(situation: Situation, { mode, asOf }: GoAhead): boolean {
  const { today, newestOrder = '', lastEnded } = situation;
  const newerOrders = situation.pending && asOf < today && newestOrder > asOf;
  const serves = mode === 'periodic' && asOf >= lastEnded.end;
  return newerOrders || (isDue(situation) && isCovered(situation) && !serves);
}
