import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  currencyOf,
  mustHaveRates,
  takeInventory,
  type Upload,
  uncommittedRuns,
} from '../../../shared/domain/inventory.ts';
import { policyWith } from '../../support/measured.ts';

const upload = (intakeId: string, over: Partial<Upload> = {}): Upload => ({
  ...{ intakeId, contentId: intakeId, kind: 'orders', status: 'committed' },
  ...{ key: 'orders/a.csv', versionId: `version of ${intakeId}` },
  ...{ uploadedAt: '2026-10-01T00:00:00Z', sequencer: '01', amounts: {}, ...over },
});

const order = (uploads: Upload[]) => takeInventory(uploads).map(({ intakeId, seq }) => `${intakeId}${seq}`);

describe('what counts, and in which order', () => {
  test.each<[string, Upload[], string[]]>([
    ['by upload', [upload('b'), upload('a', { uploadedAt: '2026-10-02T00:00:00Z' })], ['b1', 'a2']],
    [
      'then by sequencer',
      [upload('a', { sequencer: '0055AED6DCD90281E5' }), upload('b', { sequencer: '0055' })],
      ['b1', 'a2'],
    ],
    [
      'whose shorter one is filled up',
      [upload('a', { sequencer: '2' }), upload('b', { sequencer: '10' })],
      ['b1', 'a2'],
    ],
    ['then by id', [upload('b'), upload('a')], ['a1', 'b2']],
    [
      'not what was refused or withdrawn',
      [upload('a'), upload('b', { status: 'refused' }), upload('c', { status: 'withdrawn' })],
      ['a1'],
    ],
    [
      'the same bytes again stand at their newest place',
      [
        upload('a'),
        upload('b', { uploadedAt: '2026-10-02T00:00:00Z' }),
        upload('c', { contentId: 'a', uploadedAt: '2026-10-03T00:00:00Z' }),
      ],
      ['b1', 'c2'],
    ],
    [
      'bytes that another policy reads otherwise stand there once, too',
      [
        upload('a', { sha256: 'x' }),
        upload('b', { sha256: 'y', uploadedAt: '2026-10-02T00:00:00Z' }),
        upload('c', { sha256: 'x', uploadedAt: '2026-10-03T00:00:00Z' }),
        upload('d', { sha256: 'x', kind: 'customers', uploadedAt: '2026-10-04T00:00:00Z' }),
      ],
      ['b1', 'c2', 'd3'],
    ],
    [
      'a withdrawn repeat leaves the first upload',
      [
        upload('a'),
        upload('b', { uploadedAt: '2026-10-02T00:00:00Z' }),
        upload('c', { contentId: 'a', status: 'withdrawn' }),
      ],
      ['a1', 'b2'],
    ],
  ])('%s', (_, uploads, expected) => expect(order(uploads)).toEqual(expected));

  const ORDERS = upload('o', { uploadedAt: '2026-09-01T00:00:00Z' });
  const reading = (intakeId: string, day: number, over: Partial<Upload> = {}) =>
    upload(intakeId, {
      ...{ key: 'orders/till.csv', versionId: 'v1', sha256: 'x' },
      ...{ uploadedAt: `2026-10-0${day}T00:00:00Z`, ...over },
    });

  test.each<[string, Upload[], string[]]>([
    ['the newest', [reading('a', 1), reading('b', 2), reading('c', 3)], ['o1', 'c2']],
    [
      'the newest, though of another kind',
      [reading('a', 1), reading('b', 2, { kind: 'activity' })],
      ['o1', 'b2'],
    ],
    [
      'the newest that could be read',
      [reading('a', 1), reading('b', 2, { status: 'refused' })],
      ['o1', 'a2'],
    ],
    ['none, when it was withdrawn', [reading('a', 1), reading('b', 2, { status: 'withdrawn' })], ['o1']],
    [
      'each newest of two versions with other bytes',
      [reading('a', 1), reading('b', 3), reading('c', 2, { versionId: 'v2', sha256: 'y' })],
      ['o1', 'c2', 'b3'],
    ],
    [
      'that of the same version under another key',
      [reading('a', 1), reading('b', 2, { key: 'orders/other.csv', kind: 'activity' })],
      ['o1', 'a2', 'b3'],
    ],
    [
      'the one before it of the same bytes, when the newer version was withdrawn',
      [reading('a', 1), reading('b', 2, { versionId: 'v2', status: 'withdrawn' })],
      ['o1', 'a2'],
    ],
  ])('of several readings of one version counts %s', (_, readings, expected) => {
    expect(order([...readings, ORDERS])).toEqual(expected);
    expect(order([ORDERS, ...readings.toReversed()])).toEqual(expected);
  });

  test('the order in which the table gives them does not matter', () => {
    const uploads = ['a', 'b', 'c', 'd'].map((id, i) =>
      upload(id, { sequencer: String(i % 2), contentId: i === 3 ? 'a' : id }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(uploads, { minLength: 4 }), (shuffled) => {
        expect(order(shuffled)).toEqual(order(uploads));
      }),
    );
  });

  test('without an orders export there is nothing to grade', () => {
    const none = () =>
      takeInventory([upload('a', { kind: 'customers' }), upload('b', { status: 'refused' })]);
    expect(none).toThrow(expect.objectContaining({ name: 'E_NO_EXPORT' }));
  });
});

describe('currency', () => {
  const free = policyWith({ currency: {} });
  test.each<[string, ReturnType<typeof policyWith>, Upload[], string]>([
    ['the policy’s', policyWith(), [upload('a', { currency: 'USD' })], 'CNY'],
    [
      'that of the first orders export',
      free,
      [
        upload('p', { kind: 'customers' }),
        upload('q', { currency: 'USD' }),
        upload('r', { currency: 'EUR' }),
      ],
      'USD',
    ],
    [
      'that of the export that was first, though it came again',
      free,
      [
        upload('a', { currency: 'USD', uploadedAt: '2026-07-01T00:00:00Z' }),
        upload('b', { currency: 'EUR', uploadedAt: '2026-08-01T00:00:00Z' }),
        upload('c', { contentId: 'a', currency: 'USD', uploadedAt: '2026-09-01T00:00:00Z' }),
      ],
      'USD',
    ],
    [
      'that of the first which names one',
      free,
      [upload('a'), upload('b', { currency: 'EUR', uploadedAt: '2026-10-02T00:00:00Z' })],
      'EUR',
    ],
    ['none at all', free, [upload('a')], 'XXX'],
  ])('%s', (_, policy, uploads, code) => expect(currencyOf(policy, takeInventory(uploads))).toBe(code));

  test('a currency without a rate is refused by name', () => {
    const policy = policyWith({ currency: { code: 'CNY', rates: { USD: 7 } } });
    const of = (...codes: string[]) => [
      upload('a', { amounts: Object.fromEntries(codes.map((code) => [code, 1])) }),
    ];
    expect(() => mustHaveRates(policy, 'CNY', of('', 'CNY', 'USD'))).not.toThrow();
    expect(() => mustHaveRates(policy, 'CNY', of('EUR', 'USD', 'constructor'))).toThrow(/EUR, constructor/);
  });
});

test('runs that may have touched customers since the base', () => {
  const run = (runSeq: number, state: string, parts = 1) => ({ runId: `r${runSeq}`, runSeq, state, parts });
  const runs = [
    run(1, 'FAILED'),
    run(2, 'CLOSED'),
    run(3, 'APPLYING', 4),
    run(4, 'FAILED', 0),
    run(5, 'FAILED'),
    run(6, 'REJECTED'),
    run(7, 'SUPERSEDED'),
    run(8, 'AWAITING_APPROVAL'),
    run(9, 'GRADING'),
  ];
  expect(uncommittedRuns(runs, 2, 9).map(({ runId }) => runId)).toEqual(['r3', 'r5', 'r7', 'r8']);
});
