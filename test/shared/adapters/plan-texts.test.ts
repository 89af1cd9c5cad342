import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeText, heldText, mailText, receiptText } from '../../../shared/adapters/plan-texts.ts';
import { type Measured, type PartPlan, planPart } from '../../../shared/domain/plan-part.ts';
import { anyMovement } from '../../support/any-movement.ts';
import { basisOf, buyer, FIRST_RUN } from '../../support/grading.ts';
import { measuredAll, RICH_EDGES, richPolicy } from '../../support/rich-policy.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 6 });
const anyBuyer = fc.record({
  orders: fc.integer({ min: 0, max: 9 }),
  net: fc.integer({ min: -500, max: 45_000 }),
  id: anyText,
  name: fc.option(anyText),
  email: fc.option(fc.constantFrom('a@example.com', 'no mail', 'ä@例.com')),
  language: fc.option(fc.constantFrom('en', 'zh')),
  country: fc.option(fc.constantFrom('CN', 'JP', '"\\\u2028')),
});

type Drawn = typeof anyBuyer extends fc.Arbitrary<infer T> ? T : never;

const rowOf = ({ orders, net, id, country, ...contact }: Drawn, place: number): Measured =>
  buyer(orders, {
    ...contact,
    customerId: `${place}${id}`,
    measured: measuredAll({ country }),
    lifetimeNet: net,
    netAmount: net,
  });

const same = (text: string, value: unknown) => expect(text).toBe(JSON.stringify(value));

function mustBeAlike({ receipts, changes, mails, held }: PartPlan): void {
  for (const receipt of receipts) same(receiptText(receipt), receipt);
  for (const change of changes) same(changeText(change, JSON.stringify(change.published)), change);
  for (const mail of mails) same(mailText(mail), mail);
  for (const one of held) same(heldText(one.held, JSON.stringify(one.held.published)), one.held);
}

describe('the texts of a plan', () => {
  it('are those of JSON.stringify, letter for letter, in a first run and in the one after it', () => {
    const scenes = fc.record({
      before: fc.array(anyBuyer, { maxLength: 5 }),
      now: fc.array(anyBuyer, { maxLength: 5 }),
      movement: anyMovement,
    });
    fc.assert(
      fc.property(scenes, ({ before, now, movement }) => {
        const policy = richPolicy({ movement });
        const override = { customerId: '0', tier: 'top', until: '2026-12-31', why: 'w"' };
        const first = { policy, edges: RICH_EDGES, run: FIRST_RUN, overrides: [override] };
        const begun = planPart(before.map(rowOf), basisOf(first), new Set());
        mustBeAlike(begun);
        const kept = begun.held.map(({ customerId, held }, i) => ({
          ...rowOf(now[i] ?? before[i] ?? NOBODY, i),
          ...{ customerId, held, present: now[i] !== undefined },
        }));
        mustBeAlike(planPart(kept, basisOf({ policy, edges: RICH_EDGES }), new Set(['0'])));
      }),
      { numRuns: 150 },
    );
  });
});

const NOBODY: Drawn = { orders: 0, net: 0, id: '', name: null, email: null, language: null, country: null };
