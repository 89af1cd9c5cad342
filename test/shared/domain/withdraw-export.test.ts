import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseWithdrawal, type Withdrawable } from '../../../shared/domain/withdraw-export.ts';

type Given = Partial<Withdrawable> & { intakeId: string };

const upload = (given: Given): Withdrawable => ({
  contentId: given.intakeId,
  sha256: `bytes of ${given.intakeId}`,
  kind: 'orders',
  status: 'committed',
  key: 'orders/march.csv',
  versionId: `version of ${given.intakeId}`,
  uploadedAt: '2026-04-01T00:00:00.000Z',
  sequencer: '1',
  ...given,
});

const at = (day: number) => `2026-04-0${day}T00:00:00.000Z`;
const REST = upload({ intakeId: 'rest', key: 'orders/rest.csv' });
const asked = { all: false, by: 'requests/1.json' };
const idsOf = (given: Given[], how: { key?: string; intakeId?: string; all?: boolean; by?: string }) =>
  chooseWithdrawal([...given.map(upload), REST], { ...asked, ...how }).uploads.map(
    ({ intakeId }) => intakeId,
  );
const notesOf = (given: Withdrawable[], how: { key?: string; intakeId?: string; all?: boolean }) =>
  chooseWithdrawal(given, { ...asked, ...how }).notes.map(({ en }) => en);

const SAME = [
  { intakeId: 'a', sha256: 'x', uploadedAt: at(1) },
  { intakeId: 'c', sha256: 'x', uploadedAt: at(3), key: 'orders/copy.csv' },
  { intakeId: 'b', sha256: 'x', uploadedAt: at(2) },
];
const KEY = { key: 'orders/march.csv' };
/** One version, read without its mapping, with it, and with it in other words. */
const READINGS = [
  { intakeId: 'plain', versionId: 'v', sha256: 'x', uploadedAt: at(1) },
  { intakeId: 'mapped', versionId: 'v', sha256: 'x', uploadedAt: at(3), kind: 'activity' },
  { intakeId: 'between', versionId: 'v', sha256: 'x', uploadedAt: at(2) },
];
const WITHDRAWN = { status: 'withdrawn', withdrawn: { by: 'requests/0.json' } };

describe('what a withdrawal takes out', () => {
  test.each<[string, Given[], object, string[]]>([
    ['the upload of that id', [{ intakeId: 'a' }, { intakeId: 'b' }], { intakeId: 'a' }, ['a']],
    ['the only upload under a key', [{ intakeId: 'a' }, { intakeId: 'b', key: 'orders/b.csv' }], KEY, ['a']],
    ['of the same bytes under a key the newest', SAME, KEY, ['b']],
    [
      'with all, every upload of these bytes, under whatever key',
      SAME,
      { ...KEY, all: true },
      ['a', 'c', 'b'],
    ],
    [
      'of two within one instant the one that S3 says came later',
      [
        { intakeId: 'a', sha256: 'x', sequencer: '0b' },
        { intakeId: 'b', sha256: 'x', sequencer: '0A9' },
      ],
      KEY,
      ['a'],
    ],
    [
      'not what was refused or withdrawn before',
      [
        { intakeId: 'a' },
        { intakeId: 'b', status: 'refused', uploadedAt: at(2) },
        { intakeId: 'c', status: 'withdrawn', withdrawn: { by: 'requests/0.json' }, uploadedAt: at(3) },
      ],
      KEY,
      ['a'],
    ],
    [
      'asked again after it was done or half done, the same',
      [
        { intakeId: 'a', sha256: 'x', uploadedAt: at(1) },
        { intakeId: 'b', sha256: 'x', uploadedAt: at(2), status: 'withdrawn', withdrawn: { by: asked.by } },
      ],
      KEY,
      ['b'],
    ],
    ['of several readings of one version the newest, of whatever kind', READINGS, KEY, ['mapped']],
    ['that one too, named by an older reading', READINGS, { intakeId: 'plain' }, ['mapped']],
    [
      'asked again, the reading that it had begun with, not one that came meanwhile',
      [
        {
          intakeId: 'a',
          versionId: 'v',
          sha256: 'x',
          uploadedAt: at(1),
          status: 'withdrawn',
          withdrawn: { by: asked.by },
        },
        { intakeId: 'b', versionId: 'v', sha256: 'x', uploadedAt: at(2) },
      ],
      KEY,
      ['a'],
    ],
  ])('is %s', (_, given, how, ids) => {
    expect(idsOf(given, how)).toEqual(ids);
  });

  test('does not depend on the order in which uploads are listed', () => {
    const given = [...SAME.map(upload), REST];
    fc.assert(
      fc.property(fc.shuffledSubarray(given, { minLength: given.length }), (shuffled) => {
        const { uploads, notes } = chooseWithdrawal(shuffled, { ...asked, ...KEY });
        expect(uploads.map(({ intakeId }) => intakeId)).toEqual(['b']);
        expect(notes).toEqual(chooseWithdrawal(given, { ...asked, ...KEY }).notes);
      }),
    );
  });

  test.each<[string, Given[], object]>([
    ['E_NO_UPLOAD', [], { key: 'orders/none.csv' }],
    ['E_NO_UPLOAD', [], { intakeId: 'none' }],
    ['E_NOT_COMMITTED', [{ intakeId: 'a', status: 'refused' }], KEY],
    ['E_NOT_COMMITTED', [{ intakeId: 'a', status: 'withdrawn', withdrawn: { by: 'requests/0.json' } }], KEY],
    ['E_WITHDRAW_WHICH', [{ intakeId: 'a' }, { intakeId: 'b' }], KEY],
    [
      'E_NOT_COMMITTED',
      READINGS.map((one) => (one.intakeId === 'mapped' ? { ...one, ...WITHDRAWN } : one)),
      KEY,
    ],
  ])('%s is said when it is not clear', (code, given, how) => {
    expect(() => idsOf(given, how)).toThrow(expect.objectContaining({ code }));
  });

  test('an upload whose newest reading was withdrawn was withdrawn, whatever became of older ones', () => {
    const given = READINGS.map((one) => (one.intakeId === 'mapped' ? { ...one, ...WITHDRAWN } : one));
    for (const how of [KEY, { intakeId: 'plain' }])
      expect(() => idsOf(given, how)).toThrow(/withdrawn already/);
    expect(() => idsOf([{ intakeId: 'a', status: 'refused' }], KEY)).toThrow(/refused/);
  });

  test('E_WITHDRAW_WHICH lists the ids to choose from', () => {
    expect(() => idsOf([{ intakeId: 'a' }, { intakeId: 'b' }], KEY)).toThrow(/a \(2026.*b \(2026/);
  });
});

describe('what is said of it', () => {
  test.each<[string, Withdrawable[], object, RegExp[]]>([
    ['nothing, when nothing follows', [upload({ intakeId: 'a' }), REST], KEY, []],
    ['the same bytes that count again', [...SAME.map(upload), REST], KEY, [/copy\.csv.*counts again/]],
    ['nothing of older readings, which do not count again', [...READINGS.map(upload), REST], KEY, []],
    ['nothing of them, when all go', [...SAME.map(upload), REST], { ...KEY, all: true }, []],
    ['that no orders export is left', [upload({ intakeId: 'a' })], KEY, [/E_NO_EXPORT/]],
    [
      'that customers alone are no orders export',
      [upload({ intakeId: 'a' }), upload({ intakeId: 'c', kind: 'customers', key: 'customers/c.csv' })],
      KEY,
      [/E_NO_EXPORT/],
    ],
  ])('%s', (_, given, how, wanted) => {
    const notes = notesOf(given, how);
    expect(notes).toHaveLength(wanted.length);
    for (const [i, pattern] of wanted.entries()) expect(notes[i]).toMatch(pattern);
  });
});
