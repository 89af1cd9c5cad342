import type { Equation } from './counts.ts';

const MOVES = ['joined', 'promoted', 'demoted', 'sideways', 'same'] as const;

/** Terms of measure and plan, over all parts; `heldBefore` is what the base run graded. */
export type PlanTerms = Record<
  'customers' | 'features' | 'receipts' | 'held' | 'left' | 'heldBefore' | (typeof MOVES)[number],
  number
>;

/** DESIGN's equations of measure and plan: nobody lost, nobody twice. */
export function planEquations(plan: PlanTerms): Equation[] {
  const terms = { ...plan, stayed: plan.held - plan.left };
  return [
    { step: 'measure', left: 'customers', right: ['features'], terms },
    { step: 'plan', left: 'features', right: ['receipts'], terms },
    { step: 'plan', left: 'receipts', right: [...MOVES], terms },
    { step: 'plan', left: 'heldBefore', right: ['stayed', 'left'], terms },
  ];
}
