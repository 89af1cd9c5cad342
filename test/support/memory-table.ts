import type { Expression, Item, Table } from '../../shared/adapters/table.ts';

/**
 * A table with keys `pk` and `sk` in memory. Of DynamoDB's language it knows what intake says: `attribute_not_exists(pk)`
 * and `ADD #name :value`; everything else throws.
 */
export function memoryTable(name: string, stop: (write: string) => void = () => undefined): Table {
  const items = new Map<string, Item>();
  const id = (key: Item) => JSON.stringify([key.pk, key.sk]);

  const holds = (key: Item, condition?: Expression): boolean => {
    if (!condition) return true;
    if (condition.text !== 'attribute_not_exists(pk)') throw new Error(`unknown condition ${condition.text}`);
    return !items.has(id(key));
  };

  return {
    name,
    get: async (key) => items.get(id(key)),
    getMany: async (keys) =>
      keys.flatMap((key): Item[] => {
        const item = items.get(id(key));
        return item ? [item] : [];
      }),
    query: async (pk) => [...items.values()].filter((item) => item.pk === pk),
    put: async (item, condition) => {
      stop(`${name}:${item.pk}`);
      if (!holds(item, condition)) return false;
      items.set(id(item), structuredClone(item));
      return true;
    },
    remove: async (key, condition) => holds(key, condition) && items.delete(id(key)),
    update: async (key, change, condition) => {
      stop(`${name}:${key.pk}`);
      if (!holds(key, condition)) return undefined;
      const [, alias = '', value = ''] = /^ADD #(\w+) :(\w+)$/.exec(change.text) ?? [];
      const attribute = change.names?.[alias];
      if (attribute === undefined) throw new Error(`unknown update ${change.text}`);
      const before = items.get(id(key)) ?? { ...key };
      const after = {
        ...before,
        [attribute]: Number(before[attribute] ?? 0) + Number(change.values?.[value]),
      };
      items.set(id(key), after);
      return after;
    },
  };
}
