import { z } from 'zod';

/**
 * What the review of the criteria found of one banded score. Edges in the raw value's scale, one list for each set of
 * cut points (`key` as in the model's edges).
 */
export const CriteriaSchema = z.object({
  key: z.string(),
  score: z.string(),
  /**
   * Customers whom these cut points band, in each band, the lowest first: who has cut points of his own part counts there
   * alone. Null where the run did not look at all customers.
   */
  bands: z.array(z.int()).nullable(),
  edges: z.array(z.int()),
  /** The cut points of the periodic run before; null where there are none to compare. */
  before: z.array(z.int()).nullable(),
  /** The largest change of a cut point as a share of what it was. */
  moved: z.number().nullable(),
  /** `moved` is above the policy's share. */
  drifted: z.boolean(),
  /** Bands that nobody can be in because cut points fell together through ties. */
  collapsed: z.array(z.int()),
  /** For fixed cut points: where they would have to lie for the bands to hold equal numbers again; null for learnt ones. */
  proposed: z.array(z.int()).nullable(),
});
export type Criteria = z.infer<typeof CriteriaSchema>;
