import type { MeasureCounts } from '../../shared/contract/artifacts.ts';
import { ACTIVITY_LAKE_COLUMNS, FEEDBACK_LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
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
  activity: 'trim(activity) AS activity, quantity',
  feedback: `feedback, score, CAST(
    CASE WHEN closed_has_zone THEN timezone($1, timezone('UTC', closed_at)) ELSE closed_at END AS date
  ) AS closed_on`,
} as const;

const tablesOf = (kind: Events) => ({
  lake: { sql: `lake_${kind}` },
  rows: { sql: `current_${kind}` },
  id: { sql: `${kind}_id` },
});

export async function fetchEvents(
  bench: Bench,
  policy: Policy,
  keysOf: (kind: Events) => string[],
): Promise<void> {
  for (const kind of EVENTS) {
    const columns = readsEvents({ policy }, kind) ? COLUMNS[kind] : PEOPLE;
    await bench.fetch(`lake_${kind}`, columns, keysOf(kind));
  }
}

/** Lays out `named_elsewhere`, and `current_activity` and `current_feedback` where the policy reads them. */
export async function layEvents(bench: Bench, sql: Sql, policy: Policy): Promise<void> {
  const whose = whoseRow(policy.identity);
  await bench.run(`CREATE TABLE named_elsewhere AS ${bind(sql('namedElsewhere'), whose)}`);
  for (const kind of EVENTS) {
    if (!readsEvents({ policy }, kind)) continue;
    const { lake, id } = tablesOf(kind);
    const facts = { facts: { sql: FACTS[kind] }, kind: textLiteral(kind) };
    const rows = bind(sql('currentEvents'), { ...whose, ...facts, lake, id });
    await bench.run(`CREATE TABLE current_${kind} AS ${rows}`, [policy.timeZone]);
  }
}

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
  const { lake, rows, id } = tablesOf(kind);
  const [all] = await bench.rows(
    `SELECT count(*) AS lake_rows, count(${id.sql}) - count(DISTINCT ${id.sql}) AS repeated FROM ${lake.sql}`,
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
