import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, type Flow, flowPlaces } from '../../../../shared/domain/report/flow.ts';

const HIGH = 320;

/** Ladders of 2 to 11 tiers with flows from nobody to very many. */
const anyFlows = fc.integer({ min: 2, max: 11 }).chain((tiers) => {
  const keys = Array.from({ length: tiers }, (_, i) => `t${i}`);
  const key = fc.constantFrom(...keys);
  const count = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2_000_000 }));
  const flow = fc.record({ from: key, to: key, count });
  const same = (a: Flow, b: Flow) => a.from === b.from && a.to === b.to;
  return fc.record({
    keys: fc.constant(keys),
    flows: fc.uniqueArray(flow, { comparator: same, maxLength: 40 }),
  });
});

describe('the places of a flow', () => {
  it('lie in the field, and the bands at each end fill it exactly', () => {
    fc.assert(
      fc.property(anyFlows, ({ keys, flows }) => {
        const { starts, ends, bands } = flowPlaces(keys, keys, flows, HIGH);
        for (const { top, size } of [...starts, ...ends]) {
          expect(top).toBeGreaterThanOrEqual(0);
          expect(top + size).toBeLessThanOrEqual(HIGH + 1e-6);
        }
        for (const [side, places] of [
          ['from', starts],
          ['to', ends],
        ] as const)
          for (const { key, count, size } of places) {
            const own = bands.filter((band) => band[side] === key);
            expect(own.reduce((sum, band) => sum + band.size, 0)).toBeCloseTo(size, 6);
            expect(own.reduce((sum, band) => sum + band.count, 0)).toBe(count);
          }
      }),
    );
  });

  it('never let two neighbours or two bands of one end overlap', () => {
    fc.assert(
      fc.property(anyFlows, ({ keys, flows }) => {
        const { starts, ends, bands } = flowPlaces(keys, keys, flows, HIGH);
        for (const places of [starts, ends])
          for (const [i, { top, size }] of places.entries())
            expect(top + size).toBeLessThanOrEqual((places[i + 1]?.top ?? HIGH) + 1e-6);
        for (const { key } of starts) {
          const own = bands.filter(({ from }) => from === key).sort((a, b) => a.fromTop - b.fromTop);
          for (const [i, { fromTop, size }] of own.entries())
            expect(fromTop + size).toBeLessThanOrEqual((own[i + 1]?.fromTop ?? HIGH) + 1e-6);
        }
      }),
    );
  });

  it('give a customer the same height on both sides', () => {
    const flows = [
      { from: 'a', to: 'b', count: 30 },
      { from: 'c', to: 'b', count: 10 },
    ];
    const { starts, ends } = flowPlaces(['a', 'c'], ['b'], flows, 206);
    expect(starts.map(({ top, size }) => [top, size])).toEqual([
      [0, 150],
      [156, 50],
    ]);
    expect(ends.map(({ top, size }) => [top, size])).toEqual([[0, 200]]);
  });
});

describe('labels apart', () => {
  it('keep their distance, stay in the field and move no label that has room', () => {
    const wanted = fc.array(fc.double({ min: 0, max: HIGH, noNaN: true }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(wanted, (unsorted) => {
        const [least, low, high] = [28, 14, HIGH - 14];
        const sorted = unsorted.toSorted((a, b) => a - b);
        const places = apart(sorted, least, low, high);
        expect(places[0]).toBeGreaterThanOrEqual(low - 1e-6);
        expect(places.at(-1)).toBeLessThanOrEqual(high + 1e-6);
        for (const [i, place] of places.entries())
          if (i > 0) expect(place - (places[i - 1] ?? 0)).toBeGreaterThanOrEqual(least - 1e-6);
      }),
    );
    expect(apart([20, 100, 300], 28, 14, 306)).toEqual([20, 100, 300]);
  });

  it.each([
    ['at the upper edge', [0, 0, 0], [14, 42, 70]],
    ['at the lower edge', [320, 320], [278, 306]],
    ['in the middle', [100, 101], [100, 128]],
  ])('give way %s', (_, wanted, places) => {
    expect(apart(wanted, 28, 14, 306)).toEqual(places);
  });
});
