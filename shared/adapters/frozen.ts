import type { ZodType } from 'zod';
import { type Inventory, InventorySchema } from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import { type FrozenOverrides, FrozenOverridesSchema } from '../contract/overrides.ts';
import { type FrozenTemplates, FrozenTemplatesSchema } from '../contract/templates.ts';
import { type Policy, PolicySchema } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';

/** What a run decides by, written once: whoever comes first wins, and everyone gets what stands there. */
export function openFrozen(lake: Pick<Bucket, 'putIfAbsent' | 'must' | 'head'>) {
  async function freeze<T>(key: string, value: T, schema: ZodType<T>): Promise<T> {
    if (await lake.putIfAbsent(key, JSON.stringify(value, null, 1))) return value;
    return schema.parse(JSON.parse((await lake.must(key)).toString('utf8')));
  }
  return {
    isTaken: async (runId: string) => (await lake.head(runKeys.inventory(runId))) !== undefined,
    freezePolicy: (runId: string, policy: Policy) => freeze(runKeys.policy(runId), policy, PolicySchema),
    freezeOverrides: (runId: string, overrides: FrozenOverrides) =>
      freeze(runKeys.overrides(runId), overrides, FrozenOverridesSchema),
    freezeTemplates: (runId: string, templates: FrozenTemplates) =>
      freeze(runKeys.templates(runId), templates, FrozenTemplatesSchema),
    freezeInventory: (runId: string, inventory: Inventory) =>
      freeze(runKeys.inventory(runId), inventory, InventorySchema),
  };
}
