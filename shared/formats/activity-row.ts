import type { ACTIVITY_LAKE_COLUMNS, FEEDBACK_LAKE_COLUMNS } from '../contract/intake.ts';
import { WORD_LENGTH, whoOf } from './order-row.ts';
import type { Field } from './profile.ts';
import type { CellReader } from './row-reader.ts';
import { RowRefusal } from './row-refusal.ts';
import { shown } from './text.ts';
import { feedbackKind } from './words.ts';

type RowOf<T> = Record<Exclude<keyof T, 'intake_id' | 'row'>, string | number | boolean | null>;
export type ActivityRow = RowOf<typeof ACTIVITY_LAKE_COLUMNS>;
export type FeedbackRow = RowOf<typeof FEEDBACK_LAKE_COLUMNS>;

/** What somebody did, when, and how much of it; throws a RowRefusal for the first thing that is wrong. */
export function activityRow(read: CellReader, cells: readonly string[]): ActivityRow {
  read.mustBeClean(cells);
  const activity = shown(read.text(cells, 'activity'), WORD_LENGTH);
  if (activity === null) throw new RowRefusal('R_ACTIVITY_MISSING', 'activity');
  return {
    activity_id: read.id(cells, 'activity_id'),
    ...whoOf(read, cells),
    activity,
    ...momentOf(read, cells),
    quantity: read.thousandths(cells, 'quantity'),
  };
}

/** An answer to a survey, a rating, or a complaint; throws a RowRefusal for the first thing that is wrong. */
export function feedbackRow(read: CellReader, cells: readonly string[]): FeedbackRow {
  read.mustBeClean(cells);
  const feedback = feedbackKind(read.text(cells, 'feedback'));
  if (!feedback) throw new RowRefusal('R_FEEDBACK_UNKNOWN', 'feedback');
  const score = read.thousandths(cells, 'score');
  if (score === null && feedback !== 'complaint') throw new RowRefusal('R_SCORE_MISSING', 'score');
  const closed = read.moment(cells, 'closed_at');
  return {
    feedback_id: read.id(cells, 'feedback_id'),
    ...whoOf(read, cells),
    feedback,
    ...momentOf(read, cells),
    score,
    closed_at: closed?.at ?? null,
    closed_has_zone: closed?.zoned ?? null,
  };
}

function momentOf(read: CellReader, cells: readonly string[]) {
  const field: Field = 'occurred_at';
  const occurred = read.moment(cells, field);
  if (!occurred) throw new RowRefusal('R_DATE_MISSING', field);
  return { occurred_at: occurred.at, has_zone: occurred.zoned };
}
