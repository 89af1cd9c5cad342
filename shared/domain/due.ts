import { addDays, type LocalDate } from './dates.ts';

/** A period that has ended, e.g. `2026-Q3` with its last day. */
export interface EndedPeriod {
  id: string;
  end: LocalDate;
}

/** What is known when a claim asks whether and how to run. */
export interface Situation {
  cause: 'schedule' | 'intake' | 'wake' | 'request';
  /** A run asked for by hand, now or while another run held the lock. */
  wish?: { mode: 'periodic' | 'onDemand'; asOf: LocalDate } | undefined;
  today: LocalDate;
  lastEnded: EndedPeriod;
  coverDays: number;
  snapshot: { asOf: LocalDate; periodicAsOf: LocalDate } | null;
  /** Local dates on which orders exports arrived, and the newest order in any of them. */
  ordersArrived: LocalDate[];
  newestOrder: LocalDate | undefined;
  pending: boolean;
}

export type Decision =
  | { status: 'RUN'; mode: 'periodic' | 'onDemand'; asOf: LocalDate }
  | { status: 'NOTHING' | 'WAITING'; reason: string };

/** DESIGN, rule 3: arrived after its end, or the newest order lies at most `coverDays` before it. */
export function isCovered(situation: Situation): boolean {
  const { lastEnded, ordersArrived, newestOrder, coverDays } = situation;
  if (ordersArrived.some((date) => date > lastEnded.end)) return true;
  return newestOrder !== undefined && newestOrder >= addDays(lastEnded.end, -coverDays);
}

/**
 * Whether to run, how, and as of which day. A wish goes first, then a period that is due, then pending exports.
 * The run's date never goes back behind the snapshot: held facts would lie in its future.
 */
export function decideRun(situation: Situation): Decision {
  const { wish, snapshot, ordersArrived } = situation;
  if (ordersArrived.length === 0) return { status: 'WAITING', reason: 'E_NO_EXPORT' };
  if (wish) return granted(wish, snapshot);
  if (isDue(situation))
    return isCovered(situation)
      ? { status: 'RUN', mode: 'periodic', asOf: situation.lastEnded.end }
      : { status: 'WAITING', reason: `E_PERIOD_NOT_COVERED ${situation.lastEnded.id}` };
  return betweenPeriods(situation);
}

function granted(wish: NonNullable<Situation['wish']>, snapshot: Situation['snapshot']): Decision {
  if (snapshot && wish.asOf < snapshot.asOf) return { status: 'NOTHING', reason: 'E_AS_OF_BEFORE_SNAPSHOT' };
  if (!snapshot && wish.mode === 'onDemand') return { status: 'NOTHING', reason: 'E_NO_MODEL' };
  return { status: 'RUN', ...wish };
}

const isDue = ({ snapshot, lastEnded }: Situation): boolean =>
  snapshot === null || lastEnded.end > snapshot.periodicAsOf;

function betweenPeriods({ snapshot, pending, today }: Situation): Decision {
  if (!snapshot || !pending) return { status: 'NOTHING', reason: 'NOTHING_PENDING' };
  return { status: 'RUN', mode: 'onDemand', asOf: today > snapshot.asOf ? today : snapshot.asOf };
}
