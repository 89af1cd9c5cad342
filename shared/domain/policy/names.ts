import { z } from 'zod';

// The words after a pattern name its text in `fault.ts`, which says it in every language.
export const Name = z.string().regex(/^[a-z][a-zA-Z0-9_-]{0,63}$/, 'name');

/** From 0 (nobody) to 1 (everybody). */
export const Share = z.number().min(0).max(1);

/** Money in major units, finer than the minor unit where it has to be: 0.0007. Kept as a decimal text, never as a fraction. */
export const Amount = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'amount'));

/** Money in major units, counts, days; the sign of days until a date may be negative. */
export const ConditionSchema = z.union([
  z.string().min(1),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string().min(1), z.number()])).min(1),
]);

/**
 * What must hold of the names that it reads: `>= 4.2`, `3..5`, `!= 0`, `unknown`, a text, a list of texts, yes or no.
 * All of them; under `any` stands a list of such blocks of which one is enough.
 */
export type Condition = z.infer<typeof ConditionSchema>;

export const ANY = 'any';

export const WhenSchema = z.record(
  Name,
  z.union([ConditionSchema, z.array(z.record(Name, ConditionSchema)).min(1)]),
);
export type When = z.infer<typeof WhenSchema>;
