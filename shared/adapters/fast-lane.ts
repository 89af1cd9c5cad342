import type { Layout } from '../formats/layout.ts';
import type { ReadingRules } from '../formats/row-reader.ts';
import { NEWLINE, type PlainRow, QUOTE, RETURN } from './fast-lane-bytes.ts';
import { copyRepeated, laneFiles } from './fast-lane-files.ts';
import { hashOf, repeatFilter } from './fast-lane-repeats.ts';
import { type Lane, laneFor } from './fast-lane-row.ts';
import type { Amounts } from './settle-sums.ts';

export type FastLane = NonNullable<ReturnType<typeof fastLane>>;

/** Takes the plain rows of a file of `fileBytes` for DuckDB; `null` when none of its rows can be plain. */
export function fastLane(layout: Layout, rules: ReadingRules, dir: string, fileBytes: number) {
  const row: PlainRow = {
    ...{ hash: 0, minor: 0, currency: new Uint8Array(), zoned: false, local: false },
    zones: { consent_at: { zoned: 0, local: 0 }, updated_at: { zoned: 0, local: 0 } },
    edits: [],
  };
  const lane = laneFor(layout, rules, row);
  if (!lane) return null;
  const repeats = repeatFilter(fileBytes);
  const counted = totals(lane, row);
  const takeCells = cellsTaker(lane, layout, row);
  const files = laneFiles(dir, layout, row);
  const state = { seenLocal: false, crlf: undefined as boolean | undefined };

  /** The first row with a time of no zone is the row reader's, who says so; all rows end as the first one does. */
  function isOurs(bytes: Uint8Array, next: number): boolean {
    if (next < 0) return false;
    const crlf = bytes[next - 2] === RETURN;
    state.crlf ??= crlf;
    const firstLocal = row.local && !state.seenLocal;
    state.seenLocal ||= row.local;
    return !firstLocal && crlf === state.crlf;
  }

  return {
    lane,
    /** As `RecordTakers.plain`. */
    plain(bytes: Uint8Array, from: number): number {
      const next = takeCells(bytes, from);
      if (!isOurs(bytes, next)) return -1;
      counted.count();
      repeats.add(row.hash);
      files.keep(bytes, from, next);
      return next;
    },
    /** A record that was not plain stood here, on so many lines. */
    leave: (lines: number): void => files.leave(lines),
    /** An order that the row reader read: plain rows of it do not stand alone. */
    otherOrder: (id: string): void => repeats.mustRepeat(hashOf(id)),
    /** The bytes that were kept are about to move. */
    flush: (): void => files.flush(),
    /** Ends a lane whose rows nobody wants. */
    drop: (): void => files.close(),
    /** Ends the lane and says what its rows come to. */
    close() {
      files.close();
      const lines = copyRepeated(dir, repeats, layout.delimiter);
      return { ...counted.total(), zones: row.zones, lines };
    },
  };
}

/** What the plain rows come to: their number, their amounts by currency, and these without their signs. */
function totals({ otherwise }: Lane, row: PlainRow) {
  const readable: Amounts = {};
  /** Numbers in an array, because a captured variable would be a new object for each row. */
  const sums = new Float64Array(2);
  let currency = row.currency;
  let key = String(otherwise.currency ?? '');
  let [rows, zoned] = [0, 0];

  function settle(): void {
    readable[key] = (readable[key] ?? 0) + (sums[0] ?? 0);
    sums[0] = 0;
  }

  return {
    count(): void {
      rows += 1;
      if (row.zoned) zoned += 1;
      if (row.currency !== currency) {
        settle();
        currency = row.currency;
        key = Buffer.from(currency).toString('latin1');
      }
      sums[0] = (sums[0] ?? 0) + row.minor;
      sums[1] = (sums[1] ?? 0) + Math.abs(row.minor);
    },
    total() {
      settle();
      return { rows, zoned, readable, gross: sums[1] ?? 0 };
    },
  };
}

/** Takes the cells of one record; gives the place behind its line end, or -1. */
function cellsTaker({ takers }: Lane, { delimiter }: Layout, row: PlainRow) {
  const columns = takers.length;
  const comma = delimiter.charCodeAt(0);
  return (bytes: Uint8Array, from: number): number => {
    row.local = false;
    if (row.edits.length > 0) row.edits = [];
    let at = from;
    for (let column = 0; column < columns; column += 1) {
      const quoted = bytes[at] === QUOTE;
      at = takers[column]?.(bytes, quoted ? at + 1 : at, quoted) ?? -1;
      if (at < 0 || (quoted && bytes[at] !== QUOTE)) return -1;
      if (quoted) at += 1;
      if (column === columns - 1) break;
      if (bytes[at] !== comma) return -1;
      at += 1;
    }
    if (bytes[at] === RETURN) at += 1;
    return bytes[at] === NEWLINE ? at + 1 : -1;
  };
}
