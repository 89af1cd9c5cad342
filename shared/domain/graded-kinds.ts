import type { Policy } from './policy/schema.ts';

/** Kinds of exports that people are graded by: orders, and what the policy's own features read of the others. */
export function gradedKinds({ features }: Pick<Policy, 'features'>): string[] {
  const read = Object.values(features).flatMap((definition) =>
    'from' in definition && definition.from !== 'customers' ? [definition.from] : [],
  );
  return [...new Set(['orders', ...read])];
}
