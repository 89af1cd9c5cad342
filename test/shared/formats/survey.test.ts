import { describe, expect, test } from 'vitest';
import { readMoment } from '../../../shared/formats/moments.ts';
import { survey } from '../../../shared/formats/survey.ts';

type Dates = readonly (readonly [field: string, cell: string])[];

const decided = (dates: Dates) => {
  const seen = survey({ date: {} });
  for (const [field, cell] of dates) seen.date(cell, field);
  return seen.decide({ date: 2 }, { date: {} }).date;
};

describe('B33 whether a column counts since 1970', () => {
  const cases: [string, Dates, Record<string, string>][] = [
    [
      'seconds beside a column of days',
      [
        ['ordered_at', '1741000000'],
        ['updated_at', '2026-03-01'],
        ['ordered_at', '1741100000'],
      ],
      { ordered_at: 's', updated_at: 'none' },
    ],
    [
      'seconds beside milliseconds',
      [
        ['ordered_at', '1741000000'],
        ['updated_at', '1741000000000'],
      ],
      { ordered_at: 's', updated_at: 'ms' },
    ],
    [
      'a column of both',
      [
        ['ordered_at', '1741000000'],
        ['ordered_at', '2026-03-01'],
      ],
      { ordered_at: 'none' },
    ],
    [
      'cells that say nothing',
      [
        ['ordered_at', ' '],
        ['ordered_at', '-'],
        ['ordered_at', '0000000000'],
        ['ordered_at', '1741000000000'],
      ],
      { ordered_at: 'ms' },
    ],
  ];
  test.each(cases)('%s', (_, dates, epochs) => {
    expect(decided(dates).epochs).toEqual(epochs);
  });

  test('each column is read in its own way', () => {
    const style = decided([
      ['ordered_at', '1741000000'],
      ['updated_at', '2026-03-01'],
    ]);
    expect(readMoment('1741000000', style, 'ordered_at')).toMatchObject({ at: '2025-03-03T11:06:40.000Z' });
    expect(readMoment('1741000000', style, 'updated_at')).toBe('R_DATE_INVALID');
  });
});

test('B36 a moment of 1970-01-01 is none, however it is counted', () => {
  expect(readMoment('0000000000', {})).toBe('R_DATE_SENTINEL');
  expect(readMoment('0000000000', { epoch: 'none' })).toBe('R_DATE_SENTINEL');
  expect(readMoment('0000003600', { epoch: 's' })).toBe('R_DATE_SENTINEL');
  expect(readMoment('0000003600000', { epoch: 'ms' })).toBe('R_DATE_SENTINEL');
});
