import type { Settings } from '../config.ts';

/** Write units a second that a new on-demand table takes; it grows to twice the most that it was ever asked for. */
const NEW_TABLE_UNITS = 4000;

/** What one write after the other asks for in a second: an item of about 1 KB is a unit, and answered in about 10 ms. */
const LANE_UNITS = 100;

/**
 * How many items a part begins to write at once, so that all parts together ask a new table for no more than it takes. A
 * table that takes more is asked for more, one that refuses for less.
 */
export const writesAtOnce = ({ partsAtOnce }: Pick<Settings, 'partsAtOnce'>): number =>
  Math.max(1, Math.floor(NEW_TABLE_UNITS / (partsAtOnce * LANE_UNITS)));
