import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../shared/adapters/policy-file.ts';
import type { Facts } from '../../../../shared/domain/features.ts';
import { checkPolicy } from '../../../../shared/domain/policy/check.ts';
import { PolicySchema } from '../../../../shared/domain/policy/schema.ts';
import { neverWon, proofOf } from '../../../../shared/domain/policy/scheme.ts';
import { AS_OF, anyCuts, anyFacts, holdingRungs } from '../../../support/arbitrary-customer.ts';
import { anyPolicy } from '../../../support/arbitrary-policy.ts';

const someCustomers = fc.array(fc.tuple(anyFacts, anyCuts), { minLength: 20, maxLength: 20 });

const orderedOnceMore = (facts: Facts, amount: number): Facts => ({
  ...facts,
  ...{ firstOrderDate: facts.firstOrderDate ?? AS_OF, lastOrderDate: AS_OF },
  ...{ orderCount: facts.orderCount + 1, lifetimeOrders: facts.lifetimeOrders + 1 },
  ...{ netAmount: facts.netAmount + amount, lifetimeNet: facts.lifetimeNet + amount },
  measured: { ...facts.measured, recentSpend: Number(facts.measured.recentSpend ?? 0) + amount },
});

describe('random policies of the whole language', () => {
  it('give every customer one tier, one stage and one segment when they are valid', () => {
    let valid = 0;
    const property = fc.property(anyPolicy, someCustomers, (content, customers) => {
      const policy = PolicySchema.parse(content);
      if (checkPolicy(policy).length > 0) return;
      valid++;
      for (const [facts, cuts] of customers) {
        const { tiers = [], stages = [], 'segments.market': market = [] } = holdingRungs(policy, cuts, facts);
        for (const list of [tiers, stages, market]) expect(list.length).toBeGreaterThan(0);
        expect(tiers.at(-1)).toBe(policy.tiers.length - 1);
      }
    });
    fc.assert(property, { numRuns: 40 });
    expect(valid).toBeGreaterThan(5);
  });

  it('never give anybody what the proof says nobody can win', () => {
    let named = 0;
    const property = fc.property(anyPolicy, someCustomers, (content, customers) => {
      const policy = PolicySchema.parse(content);
      const never = neverWon(policy).map(({ path }) => path.join('.'));
      named += never.length;
      for (const [facts, cuts] of customers) {
        const won = Object.entries(holdingRungs(policy, cuts, facts)).flatMap(([list, [first]]) =>
          first === undefined ? [] : [list.startsWith('flags.') ? list : `${list}.${first}`],
        );
        expect(won.filter((rung) => never.includes(rung))).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 40 });
    expect(named).toBeGreaterThan(5);
  });

  it('never lower the tier of somebody who spends more, where that is proven', () => {
    let proven = 0;
    const more = fc.integer({ min: 1, max: 150_000 });
    const property = fc.property(anyPolicy, someCustomers, more, (content, customers, extra) => {
      const policy = PolicySchema.parse(content);
      if (checkPolicy(policy).length > 0 || !proofOf(policy).spendNeverLowers) return;
      proven++;
      for (const [facts, cuts] of customers) {
        if (facts.orderCount === 0) continue;
        const { recentSpend = null } = facts.measured;
        const measured = {
          ...facts.measured,
          recentSpend: recentSpend === null ? null : Number(recentSpend) + extra,
        };
        const { netAmount, lifetimeNet } = facts;
        const dearer = { ...facts, measured, netAmount: netAmount + extra, lifetimeNet: lifetimeNet + extra };
        const before = holdingRungs(policy, cuts, facts).tiers?.[0] ?? -1;
        expect(holdingRungs(policy, cuts, dearer).tiers?.[0]).toBeLessThanOrEqual(before);
      }
    });
    fc.assert(property, { numRuns: 60 });
    expect(proven).toBeGreaterThan(0);
  });

  it('never lower the tier of somebody who orders once more, where that is proven', () => {
    let proven = 0;
    const amount = fc.integer({ min: 1, max: 150_000 });
    const property = fc.property(anyPolicy, someCustomers, amount, (content, customers, extra) => {
      const policy = PolicySchema.parse(content);
      if (checkPolicy(policy).length > 0 || !proofOf(policy).orderNeverLowers) return;
      proven++;
      for (const [facts, cuts] of customers) {
        const before = holdingRungs(policy, cuts, facts).tiers?.[0] ?? -1;
        const after = holdingRungs(policy, cuts, orderedOnceMore(facts, extra));
        expect(after.tiers?.[0]).toBeLessThanOrEqual(before);
      }
    });
    fc.assert(property, { numRuns: 180 });
    expect(proven).toBeGreaterThan(0);
  });

  it('are taken as a whole or not at all', () => {
    const property = fc.property(anyPolicy, (content) => {
      const read = readPolicy(JSON.stringify(content));
      const faults = checkPolicy(PolicySchema.parse(content));
      expect('policy' in read).toBe(faults.length === 0);
      expect('faults' in read ? read.faults.length : 0).toBe(faults.length);
    });
    fc.assert(property, { numRuns: 30 });
  });
});
