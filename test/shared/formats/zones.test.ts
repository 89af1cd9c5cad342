import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { zoneOffsetAt } from '../../../shared/formats/zones.ts';

const WINTER = '2026-01-15T12:00:00.000Z';
const SUMMER = '2026-07-15T12:00:00.000Z';

test.each([
  ['PST', WINTER, -8],
  ['pdt', SUMMER, -7],
  ['MST', WINTER, -7],
  ['MDT', SUMMER, -6],
  ['CDT', SUMMER, -5],
  ['EST', WINTER, -5],
  ['EDT', SUMMER, -4],
  ['GMT', SUMMER, 0],
  ['UTC', SUMMER, 0],
  ['CET', WINTER, 1],
  ['CEST', SUMMER, 2],
  ['BST', SUMMER, 1],
  ['JST', WINTER, 9],
  ['HKT', WINTER, 8],
  ['GMT+08:00', WINTER, 8],
  ['GMT-07:00', WINTER, -7],
  ['UTC+8', WINTER, 8],
  ['+05:30', WINTER, 5.5],
  ['GMT −03:30', WINTER, -3.5],
  ['ＧＭＴ＋０８：００', WINTER, 8],
  ['GMT-00:00', WINTER, 0],
  ['Asia/Shanghai', WINTER, 8],
  ['Asia/Kolkata', WINTER, 5.5],
  ['Europe/London', WINTER, 0],
  ['Europe/London', SUMMER, 1],
  [' America/Los_Angeles ', WINTER, -8],
  ['America/Los_Angeles', SUMMER, -7],
  ['America/Argentina/Buenos_Aires', WINTER, -3],
])('%s on %s is %d hours east', (zone, wall, hours) => expect(zoneOffsetAt(zone, wall)).toBe(hours * 60));

test.each([
  ['the last second of winter', '2026-03-08T01:59:59.000Z', -8],
  ['the first hour of summer', '2026-03-08T03:00:00.000Z', -7],
  ['the hour before it comes twice', '2026-11-01T00:59:59.000Z', -7],
  ['the hour that comes twice', '2026-11-01T01:30:00.000Z', -7],
  ['the hour after it', '2026-11-01T02:00:00.000Z', -8],
])('where clocks change: %s', (_, wall, hours) =>
  expect(zoneOffsetAt('America/Los_Angeles', wall)).toBe(hours * 60),
);

test.each([
  ['', WINTER],
  ['CST', WINTER],
  ['XYZ', WINTER],
  ['Asia/Atlantis', WINTER],
  ['GMT+15:00', WINTER],
  ['GMT+08:60', WINTER],
  ['constructor', WINTER],
  ['Etc/../x', WINTER],
  ['Asia/Shanghai', 'no date'],
])('%j at %s is nothing that anybody knows', (zone, wall) => {
  expect(zoneOffsetAt(zone, wall)).toBeUndefined();
});

it('whatever stands there, it is a place on earth or nothing', () => {
  const zone = fc.oneof(fc.string(), fc.stringMatching(/^(GMT|UTC)?[+-]\d{1,2}:?\d{0,2}$/));
  fc.assert(
    fc.property(zone, (text) => Math.abs(zoneOffsetAt(text, WINTER) ?? 0) <= 14 * 60),
    { numRuns: 500 },
  );
});

it('a wall clock and its offset are the instant that shows it', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
  const hour = fc.integer({ min: 0, max: 24 * 365 * 3 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), hour, (timeZone, hours) => {
      const utc = Date.UTC(2025, 0, 1) + hours * 3_600_000;
      const shown = new Date(utc).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
      const offset = zoneOffsetAt(timeZone, `${shown}Z`) ?? Number.NaN;
      const instant = Date.parse(`${shown}Z`) - offset * 60_000;
      expect(new Date(instant).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')).toBe(shown);
    }),
  );
});
