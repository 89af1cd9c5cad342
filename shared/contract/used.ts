import { z } from 'zod';
import { STEPS_NOTED } from '../domain/capacity/compared.ts';

/** `used/<step>/<request>.json`: what one call of a step took that did not fail. */
export const UsedSchema = z.object({
  step: z.enum(STEPS_NOTED),
  ms: z.int(),
  /** Of the function, in MB. */
  memoryMb: z.int(),
  /** By the query of Athena that the call heard of. */
  scannedBytes: z.int().optional(),
});
export type Used = z.infer<typeof UsedSchema>;
