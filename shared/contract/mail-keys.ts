import { z } from 'zod';

const KEY_ID = /^k\d{1,4}$/;

const SeedsSchema = z.object({
  seed: z.string().min(32),
  current: z.string().regex(KEY_ID).default('k1'),
  old: z.record(z.string().regex(KEY_ID), z.string().min(32)).default({}),
});
export type Seeds = z.infer<typeof SeedsSchema>;

/**
 * The secret's JSON. All keys derive from seeds by HKDF. The ledger's and mailboxes' keys always come from seed `k1`
 * (DESIGN, rule 15). To rotate what signs unsubscribe links, move the seed to `old` under its id, put a new `seed` and
 * name it in `current`; links of every id stay good for ever.
 */
export const KeysSchema = SeedsSchema.refine(
  (keys) => (keys.current === 'k1') !== 'k1' in keys.old,
  'exactly one seed is k1',
);
export type Keys = z.infer<typeof KeysSchema>;

/**
 * The JSON of the secret of pages, which signs nothing but the links to plans and reports. A new `seed` under a new id in
 * `current` is enough to rotate it; a seed in `old` keeps its links good until they end by themselves.
 */
export const PageSeedsSchema = SeedsSchema.refine(
  (keys) => !(keys.current in keys.old),
  'an old seed has the id of the current one',
);
export type PageSeeds = z.infer<typeof PageSeedsSchema>;
