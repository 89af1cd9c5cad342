import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lakeKeys, lakeNames } from '../../../../shared/contract/keys.ts';
import { type Reading, toGather } from '../../../../shared/domain/packs/gathering.ts';
import { type Pack, placesIn, sourcesOf, standing } from '../../../../shared/domain/packs/places.ts';
import { unread } from '../../../../shared/domain/packs/unread.ts';

const pack = (seq: number, contents: string[], over: Partial<Pack> = {}): Pack => ({
  ...{ key: lakeKeys.pack('orders', seq, 'd'), kind: 'orders', seq, contents },
  ...{ at: `2026-0${seq}-01T00:00:00Z`, afterRun: seq * 10 },
  ...over,
});
const own = (contentId: string): string => lakeKeys.rows('orders', contentId);
const of = (contentId: string) => ({ kind: 'orders', contentId });

describe('where the rows of an export lie', () => {
  it.each<[string, Pack[], string, string]>([
    ['in the object of its own, where nothing was gathered', [], 'a', own('a')],
    ['in its pack', [pack(1, ['a', 'b'])], 'a', lakeKeys.pack('orders', 1, 'd')],
    ['in the newest pack', [pack(2, ['a', 'c']), pack(1, ['a', 'b'])], 'a', lakeKeys.pack('orders', 2, 'd')],
    ['in no pack of another kind', [pack(1, ['a'], { kind: 'customers' })], 'a', own('a')],
  ])('is %s', (_, packs, content, key) => {
    expect(placesIn(packs, lakeNames)(of(content))).toBe(key);
  });

  it('names each object once, and of a pack whom to read', () => {
    const placed = [
      { ...of('a'), lakeKey: own('a') },
      { ...of('b'), lakeKey: 'pack' },
      { ...of('c'), lakeKey: 'pack' },
    ];
    expect(sourcesOf(placed, lakeNames)).toEqual([{ key: own('a') }, { key: 'pack', only: ['b', 'c'] }]);
  });

  it('is one place for every reading, and no other object stands', () => {
    const seqs = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(seqs, (each) => {
        const packs = each.map((contents, i) => pack(i + 1, contents));
        const keys = [...['a', 'b', 'c', 'd'].map(own), ...packs.map(({ key }) => key)];
        const placeOf = placesIn(packs, lakeNames);
        const places = new Set(['a', 'b', 'c', 'd'].map((content) => placeOf(of(content))));
        expect(standing([...keys, lakeKeys.pack('orders', 9, 'killed')], packs, lakeNames).sort()).toEqual(
          [...places].sort(),
        );
      }),
    );
  });

  it('comes after what it was gathered of, so that whoever reads key by key misses nobody', () => {
    const keys = [own('f'.repeat(32)), lakeKeys.pack('orders', 9, 'f'), lakeKeys.pack('orders', 10, '0')];
    expect([...keys].sort()).toEqual(keys);
  });
});

describe('what is gathered', () => {
  const small = (count: number, over: Partial<Reading> = {}): Reading[] =>
    Array.from({ length: count }, (_, i) => ({ ...of(`s${i}`), rows: 10, ...over }));

  it.each<[number, string, Reading[]]>([
    [0, 'nineteen small objects', small(19)],
    [20, 'twenty', small(20)],
    [0, 'twenty of two kinds', [...small(10), ...small(10, { kind: 'customers' })]],
    [20, 'twenty beside a large one', [{ ...of('large'), rows: 500_000 }, ...small(20)]],
    [12, 'more rows than one call takes', small(20, { rows: 400_000 })],
    [5000, 'more exports than one item names', small(6000)],
  ])('are %i of %s', (count, _, readings) => {
    expect(toGather(readings, [], lakeNames)?.readings.length ?? 0).toBe(count);
  });

  it('is never gathered for ever: each pack leaves fewer small objects', () => {
    let packs: Pack[] = [];
    const readings = small(12_000);
    for (let seq = 1; seq <= 10; seq += 1) {
      const next = toGather(readings, packs, lakeNames);
      if (next === undefined) break;
      packs = [
        ...packs,
        pack(
          seq,
          next.readings.map(({ contentId }) => contentId),
        ),
      ];
    }
    expect(packs.length).toBeLessThan(5);
    expect(toGather(readings, packs, lakeNames)).toBeUndefined();
  });
});

describe('what nobody reads any more', () => {
  const PACKS = [pack(1, ['a', 'b']), pack(2, ['a', 'b', 'c'])];
  const KEYS = ['a', 'b', 'c', 'other'].map(own).concat(PACKS.map(({ key }) => key));
  const [FIRST, UNFINISHED, BEGUN] = [
    PACKS[0]?.key ?? '',
    lakeKeys.pack('orders', 2, 'killed'),
    lakeKeys.pack('orders', 3, 'killed'),
  ];

  it.each<[string, string, number[], string[]]>([
    ['at once nothing goes', '2026-01-20', [], []],
    ['what was replaced goes after thirty days', '2026-02-15', [], [own('a'), own('b')]],
    ['and the pack that a newer one took over', '2026-04-01', [], [own('a'), own('b'), own('c'), FIRST]],
    ['nothing that an open run may have listed', '2026-04-01', [9], []],
    ['what later runs never saw goes', '2026-04-01', [15], [own('a'), own('b')]],
  ])('%s', (_, day, openRuns, expected) => {
    expect(unread(KEYS, PACKS, lakeNames, { now: new Date(`${day}T00:00:00Z`), openRuns })).toEqual(expected);
  });

  it('is also a pack that was begun and never counted, once its place is another’s', () => {
    const now = new Date('2026-02-02T00:00:00Z');
    expect(unread([UNFINISHED, BEGUN], PACKS, lakeNames, { now, openRuns: [] })).toEqual([UNFINISHED]);
  });
});
