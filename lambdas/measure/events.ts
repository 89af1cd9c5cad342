import { ACTIVITY_LAKE_COLUMNS, FEEDBACK_LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { Source } from '../../shared/domain/packs/places.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral, textLiteral, whoseRow } from '../../shared/sql/bind.ts';
import { readsEvents } from '../../shared/sql/event-tables.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

/** Exports of what customers did or said that is no order. */
export const EVENTS = ['activity', 'feedback'] as const;
type Events = (typeof EVENTS)[number];

const COLUMNS = { activity: ACTIVITY_LAKE_COLUMNS, feedback: FEEDBACK_LAKE_COLUMNS } as const;

/** Whose a row is, which is all that is read where the policy asks for nothing else. */
const PEOPLE = { intake_id: 'VARCHAR', customer_id: 'VARCHAR', email: 'VARCHAR', phone: 'VARCHAR' } as const;

/** Columns that the features are taken of. */
const FACTS = {
  activity: () => 'trim(activity) AS activity, quantity',
  feedback: (sql: Sql) => `feedback, score, CAST(
    CASE WHEN closed_has_zone THEN ${bind(sql('moment'), { at: { sql: 'closed_at' } })} ELSE closed_at END AS date
  ) AS closed_on`,
} as const;

/** With whose it is and its moment, these tell what a row without an id is; one that closes a complaint leaves it the same. */
const WHAT = { activity: 'lower(trim(activity))', feedback: 'feedback' } as const;
const MUCH = { activity: 'quantity', feedback: 'score' } as const;

/** All that a row tells besides who and when. */
const SAID = {
  activity: ['trim(activity)', 'quantity'],
  feedback: ['feedback', 'score', 'closed_at', 'closed_has_zone'],
} as const;

/** The rows of the exports that the base run saw; all where nobody knows any more which those are. */
const seenOf = (kind: Events) => ({
  sql: `(SELECT * FROM lake_${kind} WHERE intake_id IN (
    SELECT content_id FROM intakes WHERE coalesce(known_to_base, true)
  ))`,
});

/** The same as values, or as texts where an engine compares only columns of one type as a whole. */
const saidOf = (kind: Events) => ({
  said: { sql: SAID[kind].join(', ') },
  said_texts: { sql: SAID[kind].map((column) => `CAST(${column} AS varchar)`).join(', ') },
});

const tablesOf = (kind: Events) => ({
  lake: { sql: `lake_${kind}` },
  rows: { sql: `current_${kind}` },
  id: { sql: `${kind}_id` },
  what: { sql: WHAT[kind] },
  much: { sql: MUCH[kind] },
});

export async function fetchEvents(
  bench: Bench,
  policy: Policy,
  rowsOf: (kind: Events) => Source[],
): Promise<void> {
  for (const kind of EVENTS) {
    const columns = readsEvents({ policy }, kind) ? COLUMNS[kind] : PEOPLE;
    await bench.fetch(`lake_${kind}`, columns, rowsOf(kind));
  }
}

/**
 * Lays out `named_elsewhere`; where the policy reads them, `current_activity` and `current_feedback`, and in
 * `repeats_activity` and `repeats_feedback` how many rows those leave out.
 */
export async function layEvents(bench: Bench, sql: Sql, policy: Policy): Promise<void> {
  const whose = whoseRow(policy.identity);
  await bench.run(`CREATE TABLE named_elsewhere AS ${bind(sql('namedElsewhere'), whose)}`);
  for (const kind of EVENTS) {
    if (!readsEvents({ policy }, kind)) continue;
    const rows = eventRows(sql, policy, kind);
    await bench.run(`CREATE TABLE current_${kind} AS ${rows}`, [policy.timeZone]);
    const repeats = bind(sql('eventRepeats'), { ...whose, ...tablesOf(kind) });
    await bench.run(`CREATE TABLE repeats_${kind} AS ${repeats}`, [policy.timeZone]);
  }
}

const eventRows = (sql: Sql, { identity }: Policy, kind: Events, lake = tablesOf(kind).lake): string =>
  bind(sql('currentEvents'), {
    ...{ ...whoseRow(identity), ...tablesOf(kind), lake, kind: textLiteral(kind) },
    ...{ facts: { sql: FACTS[kind](sql) }, ...saidOf(kind) },
  });

/** The rows that counted when the base run looked. $1 = time zone. */
export const eventRowsBefore = (sql: Sql, policy: Policy, kind: Events): string =>
  eventRows(sql, policy, kind, seenOf(kind));

type EventCounts = Pick<MeasureCounts, 'activity' | 'feedback'>;

/** What became of the rows of every kind that the policy reads; each is counted by itself. */
export async function countEvents(
  bench: Bench,
  sql: Sql,
  asOf: LocalDate,
  policy: Policy,
): Promise<EventCounts> {
  const counts: EventCounts = {};
  for (const kind of EVENTS)
    if (readsEvents({ policy }, kind)) counts[kind] = await countKind(bench, sql, asOf, kind);
  return counts;
}

async function countKind(bench: Bench, sql: Sql, asOf: LocalDate, kind: Events) {
  const { lake, rows } = tablesOf(kind);
  const [all] = await bench.rows(
    `SELECT (SELECT count(*) FROM ${lake.sql}) AS lake_rows, repeated FROM repeats_${kind}`,
  );
  const [became] = await bench.rows(bind(sql('eventCounts'), { rows, as_of: dateLiteral(asOf) }));
  return {
    ...{ rows: Number(all?.lake_rows), repeated: Number(all?.repeated) },
    ...{
      anonymous: Number(became?.anonymous),
      later: Number(became?.later),
      counted: Number(became?.counted),
    },
  };
}
