import { z } from 'zod';

/**
 * The secret's JSON. All keys derive from seeds by HKDF. The ledger's and mailboxes' keys always come from seed `k1`
 * (DESIGN, rule 15). To rotate what signs unsubscribe links, move the seed to `old` under its id, put a new `seed` and
 * name it in `current`; links of every id stay good for ever.
 */
export const KeysSchema = z
  .object({
    seed: z.string().min(32),
    current: z
      .string()
      .regex(/^k\d{1,4}$/)
      .default('k1'),
    old: z.record(z.string().regex(/^k\d{1,4}$/), z.string().min(32)).default({}),
  })
  .refine((keys) => (keys.current === 'k1') !== 'k1' in keys.old, 'exactly one seed is k1');
export type Keys = z.infer<typeof KeysSchema>;
