import {
  COLON,
  DOT,
  MINUS,
  type OtherMoment,
  PLUS,
  type PlainRow,
  SPACE,
  type TakeCell,
  ZERO,
} from './fast-lane-bytes.ts';

const [T, Z] = [84, 90];
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** What programs write for "no date" lies in earlier years. */
const FIRST_YEAR = 1971;
const FURTHEST_HOURS = 14;

export interface MomentRules {
  /** Which other moment it is; the order's own must be there. */
  other?: OtherMoment | undefined;
  /** The first day, as the number yyyymmdd, on which a moment might lie in the future. */
  soon: number;
}

/** `2026-03-01`, also with ` 10:00[:00[.000]]` and a zone; one with a zone ends in `Z` in the end. */
export function takeMoment(row: PlainRow, { other, soon }: MomentRules): TakeCell {
  const isOrdered = other === undefined;
  const seen = other && row.zones[other];
  const zone: Zone = { end: 0, minutes: 0, found: false };

  return (bytes, from) => {
    if (!isDay(bytes, from, soon)) return isOrdered || digit(bytes, from) >= 0 ? -1 : from;
    if (isOrdered) row.zoned = false;
    const mark = bytes[from + 10];
    if (mark !== SPACE && mark !== T) {
      if (seen) seen.local += 1;
      return from + 10;
    }
    const time = timeEnd(bytes, from + 11);
    if (time < 0 || !readZone(bytes, time, zone)) return -1;
    if (!zone.found) {
      if (seen) seen.local += 1;
      row.local = true;
      return time;
    }
    if (seen) seen.zoned += 1;
    else row.zoned = true;
    if (bytes[time] !== Z)
      row.edits.push({ from, to: zone.end, text: inUtc(bytes, from, time, zone.minutes) });
    return zone.end;
  };
}

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - ZERO;
  return value >= 0 && value <= 9 ? value : -1;
}

/** Two digits as a number, else a number that is no part of any date. */
function two(bytes: Uint8Array, at: number): number {
  const tens = digit(bytes, at);
  const ones = digit(bytes, at + 1);
  return tens < 0 || ones < 0 ? 1000 : tens * 10 + ones;
}

function isDay(bytes: Uint8Array, from: number, soon: number): boolean {
  if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return false;
  const year = two(bytes, from) * 100 + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const day = two(bytes, from + 8);
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0) && year * 10_000 + month * 100 + day < soon;
}

/** The place behind `10:00`, `10:00:00` or `10:00:00.123`, or -1. */
function timeEnd(bytes: Uint8Array, from: number): number {
  if (two(bytes, from) > 23 || bytes[from + 2] !== COLON || two(bytes, from + 3) > 59) return -1;
  if (bytes[from + 5] !== COLON) return from + 5;
  if (two(bytes, from + 6) > 59) return -1;
  if (bytes[from + 8] !== DOT) return from + 8;
  let at = from + 9;
  while (at < from + 12 && digit(bytes, at) >= 0) at += 1;
  return at === from + 9 ? -1 : at;
}

interface Zone {
  end: number;
  minutes: number;
  found: boolean;
}

/** `Z`, `+08:00` or `+0800`, also behind one space; false for what is none of these. */
function readZone(bytes: Uint8Array, from: number, zone: Zone): boolean {
  const at = bytes[from] === SPACE ? from + 1 : from;
  const mark = bytes[at];
  zone.minutes = 0;
  zone.found = mark === Z || mark === PLUS || mark === MINUS;
  zone.end = zone.found ? at + 1 : from;
  if (!zone.found || mark === Z) return true;
  const hours = two(bytes, at + 1);
  const parted = bytes[at + 3] === COLON;
  const minutes = two(bytes, parted ? at + 4 : at + 3);
  if (hours > FURTHEST_HOURS || minutes > 59) return false;
  zone.minutes = (mark === MINUS ? -1 : 1) * (hours * 60 + minutes);
  zone.end = at + (parted ? 6 : 5);
  return true;
}

function inUtc(bytes: Uint8Array, from: number, to: number, minutes: number): Uint8Array {
  const wall = Buffer.from(bytes.subarray(from, to)).toString('latin1');
  return Buffer.from(new Date(Date.parse(`${wall.replace(' ', 'T')}Z`) - minutes * 60_000).toISOString());
}
