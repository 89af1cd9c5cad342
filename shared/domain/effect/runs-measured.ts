import { addDays, daysBetween, type LocalDate } from '../dates.ts';
import type { EffectSettings } from '../policy/guard-schema.ts';

/** Days after which the first answers to a mail may be looked at. */
const LEAST_DAYS = 3;
/** Days after which a mail is too old to be looked at again. */
const MOST_DAYS = 400;

interface Candidate {
  runSeq: number;
  asOf: LocalDate;
  state: string;
  rollsBack?: string | undefined;
}

/** Only of these did mails go out, and what they changed still stands. */
const MAILED = ['COMMITTED', 'CLOSED'];

/** The earlier runs whose mails can have had an effect by the run's date, oldest first. */
export const runsMeasured = <T extends Candidate>(
  runs: readonly T[],
  { runSeq, asOf }: Pick<Candidate, 'runSeq' | 'asOf'>,
): T[] =>
  runs
    .filter((run) => run.runSeq < runSeq && MAILED.includes(run.state) && run.rollsBack === undefined)
    .filter((run) => daysBetween(run.asOf, asOf) >= LEAST_DAYS && daysBetween(run.asOf, asOf) <= MOST_DAYS)
    .sort((a, b) => a.runSeq - b.runSeq);

/** The day after which purchases are read: those before the oldest mail tell who had been lost already. */
export const firstDayRead = (
  asOf: LocalDate,
  { days, quietDays }: Pick<EffectSettings, 'days' | 'quietDays'>,
): LocalDate => addDays(asOf, -MOST_DAYS - Math.max(days, quietDays));
