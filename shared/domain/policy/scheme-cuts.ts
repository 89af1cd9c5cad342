import { scaleOf } from '../feature-catalog.ts';
import type { Banded } from '../scores.ts';
import { unitBanded } from '../weighed.ts';
import { readerOf } from './check-conditions.ts';
import type { Policy } from './schema.ts';

/** Fixed edges in the scale of what is banded; only whole values are compared, so that a fraction falls away. */
export function fixedCuts(policy: Policy, { of, bands }: Banded): number[] {
  if (!('edges' in bands)) return [];
  const scale = scaleOf(unitBanded(policy, of), readerOf(policy).currency);
  return bands.edges.map((edge) => Math.floor(Number((edge * scale).toFixed(6))));
}
