import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import type { Receipt } from '../../../shared/domain/receipt.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import { basisOf, buyer, EDGES, gradingPolicy, heldAfterFirst, type Scene } from '../../support/grading.ts';
import { measuredAll, RICH_EDGES, richPolicy } from '../../support/rich-policy.ts';

function receiptOf(row: Measured, scene: Scene): Receipt {
  const [receipt] = planPart([row], basisOf(scene), new Set()).receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
}

const rich = (orders: number, measured: Parameters<typeof measuredAll>[0] = {}) =>
  receiptOf(buyer(orders, { measured: measuredAll(measured) }), { policy: richPolicy(), edges: RICH_EDGES });

/** Whether the receipt tells by itself, or by another tier than it says, that something in it is not so. */
function isNoticed(receipt: Receipt): boolean {
  try {
    return retrace(receipt) !== receipt.tier;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** A copy with one value changed in place. */
function forged(receipt: Receipt, forge: (copy: Receipt) => unknown): Receipt {
  const copy = structuredClone(receipt);
  forge(copy);
  return copy;
}

const banded = (receipt: Receipt, name: string) => {
  const trace = receipt.scores[name];
  if (!trace || !('of' in trace)) throw new Error(`no bands ${name}`);
  return trace;
};

describe('a receipt', () => {
  const low = rich(3, { complaints: 2, credit: 'C', member: 'no', assets: '100', country: 'JP' });
  const top = rich(7);

  it('as it was written tells its tier', () => {
    expect(top.tier).toBe('top');
    expect(low.tier).toBe('fair');
    expect([retrace(top), retrace(low)]).toEqual(['top', 'fair']);
  });

  it.each<[string, (copy: Receipt) => unknown]>([
    ['the raw value of a feature', (copy) => Object.assign(banded(copy, 'orders'), { raw: 8 })],
    ['that value as it was seen', (copy) => Object.assign(copy.seen, { orderCount: 8 })],
    ['what is not seen any more', (copy) => Reflect.deleteProperty(copy.seen, 'orderCount')],
    ['a raw value where no order was counted', (copy) => Object.assign(copy, { orderCount: 0 })],
    ['the raw value of a weighted score', (copy) => Object.assign(banded(copy, 'third'), { raw: 29_999 })],
    ['a band', (copy) => Object.assign(banded(copy, 'orders'), { value: 2 })],
    ['a band that no rung reads', (copy) => Object.assign(banded(copy, 'wealth'), { value: 2 })],
    ['a cut point', (copy) => Object.assign(banded(copy, 'money'), { edges: [30_000, 90_000] })],
    ['which end is better', (copy) => Object.assign(banded(copy, 'money'), { better: 'lower' })],
    ['a weighted value', (copy) => Object.assign(copy.scores.index ?? {}, { value: 2.9 })],
    ['a weight', (copy) => Object.assign(copy.scores.index ?? {}, { weights: { orders: 1 } })],
    ['a flag behind the rung', (copy) => Object.assign(copy.flags, { risky: true })],
    ['a flag behind the flag', (copy) => Object.assign(copy.flags, { upset: true })],
    ['the stage', (copy) => Object.assign(copy, { stage: 'active' })],
    ['a feature behind a flag', (copy) => Object.assign(copy.seen, { complaints: 2, credit: 1 })],
    ['a bound', (copy) => Object.assign(copy.asked[0]?.when ?? {}, { index: '>= 3.1' })],
    ['the tier of the rung', (copy) => Object.assign(copy.asked[0] ?? {}, { tier: 'high' })],
    ['the tier of the rule', (copy) => Object.assign(copy.movement, { ruleTier: 'high' })],
    ['what he earned', (copy) => Object.assign(copy, { earned: 'high' })],
    ['the misses', (copy) => Object.assign(copy, { misses: 1 })],
    ['a protection', (copy) => Object.assign(copy, { protection: 'grace' })],
    ['the tier', (copy) => Object.assign(copy, { tier: 'high' })],
  ])('shows a forged thing: %s', (_, forge) => {
    expect(isNoticed(forged(top, forge))).toBe(true);
  });

  it.each<[string, (copy: Receipt) => unknown]>([
    ['the last rung asked, which does not hold', (copy) => copy.asked.pop()],
    ['a rung further down', (copy) => copy.asked.push({ tier: 'low', when: {} })],
    ['the part of a list', (copy) => Object.assign(copy.segments, { taste: 'plain' })],
    ['an amount below the bound of the rung', (copy) => Object.assign(copy.seen, { netAmount: 19_999 })],
  ])('of a lower tier shows a forged thing: %s', (_, forge) => {
    expect(isNoticed(forged(low, forge))).toBe(true);
  });

  it('that took a rung away says no other tier: the last asked must hold', () => {
    const cut = forged(low, ({ asked, movement }) => {
      asked.pop();
      movement.ruleTier = asked.at(-1)?.tier ?? '';
    });
    expect(() => retrace({ ...cut, tier: cut.movement.ruleTier, earned: cut.movement.ruleTier })).toThrow(
      'no rung of the ladder holds',
    );
  });

  it('of an earlier program shows a forged band', () => {
    const receipt = receiptOf(buyer(6), { policy: gradingPolicy() });
    const old = { ...receipt, seen: {}, earned: '', protection: '' as const };
    expect(retrace(old)).toBe('high');
    expect(isNoticed(forged(old, (copy) => Object.assign(banded(copy, 'orders'), { value: 2 })))).toBe(true);
  });

  it('shows any forged band, raw value or mark, whoever it is of', () => {
    const anybody = fc.record({
      orders: fc.integer({ min: 0, max: 9 }),
      complaints: fc.integer({ min: 0, max: 3 }),
      credit: fc.constantFrom('A', 'B', 'C'),
      country: fc.constantFrom('CN', 'JP'),
      assets: fc.constantFrom('6万', '100', '很多'),
      by: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(anybody, ({ orders, by, ...measured }) => {
        const receipt = rich(orders, measured);
        expect(isNoticed(receipt)).toBe(false);
        for (const [name, trace] of Object.entries(receipt.scores)) {
          const value = forged(receipt, ({ scores }) =>
            Object.assign(scores[name] ?? {}, { value: trace.value + by }),
          );
          expect([name, isNoticed(value)]).toEqual([name, true]);
          if (!('of' in trace)) continue;
          const raw = forged(receipt, (copy) =>
            Object.assign(banded(copy, name), { raw: (trace.raw ?? 0) + by }),
          );
          expect([name, isNoticed(raw)]).toEqual([name, true]);
          // Of a weighted score, or without any order, no feature says the raw value.
          if (!Object.hasOwn(receipt.seen, trace.of) || trace.raw === null) continue;
          const seen = forged(receipt, (copy) =>
            Object.assign(copy.seen, { [trace.of]: (trace.raw ?? 0) + by }),
          );
          expect([name, isNoticed(seen)]).toEqual([name, true]);
        }
        for (const name of Object.keys(receipt.rules.flags)) {
          const flag = forged(receipt, ({ flags }) => Object.assign(flags, { [name]: !flags[name] }));
          expect([name, isNoticed(flag)]).toEqual([name, true]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a receipt of somebody protected', () => {
  const protectedBy = (movement: Record<string, unknown>, row: Measured, edges = EDGES) => {
    const policy = gradingPolicy({ movement });
    const held = heldAfterFirst(buyer(6), { policy });
    return receiptOf({ ...row, held }, { policy, edges, before: { edges: EDGES } });
  };

  it.each<[string, Receipt]>([
    ['margin', protectedBy({ marginPercent: 10 }, buyer(5))],
    ['others', protectedBy({ protectFromOthers: true }, buyer(6), { ...EDGES, orders: [2, 8] })],
  ])('%s: counts the other tier again, of whose rungs the last takes all', (protection, receipt) => {
    expect(receipt).toMatchObject({ protection, tier: 'high' });
    expect(retrace(receipt)).toBe('high');
    const tier = (copy: Receipt) =>
      Object.assign(copy.movement[protection as 'margin' | 'others'] ?? {}, { tier: 'mid' });
    expect(isNoticed(forged(receipt, tier))).toBe(true);
  });

  it('shows forged earlier cut points', () => {
    const receipt = protectedBy({ protectFromOthers: true }, buyer(6), { ...EDGES, orders: [2, 8] });
    const others = forged(receipt, ({ movement }) =>
      Object.assign(movement.others ?? {}, { edges: { ...EDGES, orders: [2, 6] } }),
    );
    expect(isNoticed(others)).toBe(true);
  });

  it('on whom the margin has no hold is taken by the last rung asked', () => {
    const receipt = protectedBy({ marginPercent: 10 }, buyer(3));
    expect(receipt).toMatchObject({ tier: 'mid', protection: '', movement: { margin: { tier: 'mid' } } });
    expect(retrace(receipt)).toBe('mid');
  });
});
