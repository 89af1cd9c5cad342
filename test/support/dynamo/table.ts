import type { Expression, Item, Table } from '../../../shared/adapters/table.ts';
import { readCondition } from './condition.ts';
import { copied, type Scope } from './operands.ts';
import { readUpdate } from './update.ts';

const conditions = new Map<string, ReturnType<typeof readCondition>>();
const updates = new Map<string, ReturnType<typeof readUpdate>>();
const words = new Map<string, Set<string>>();

/** Told of every write that took effect, with the item before and after it; `undefined` = there is none. */
export type OnWrite = (before: Item | undefined, after: Item | undefined) => void;

/**
 * A DynamoDB table in memory. It understands the expressions that the product writes and refuses all others; the same
 * suite runs on it and on dynalite. Every call takes effect at once and whole.
 */
export function tableModel(name: string, keys: readonly string[], onWrite: OnWrite = () => undefined) {
  const items = new Map<string, Item>();
  const id = (item: Item): string => JSON.stringify(keys.map((key) => item[key]));
  const keyOf = (item: Item): Item => Object.fromEntries(keys.map((key) => [key, item[key]]));

  function replace(key: Item, after: Item | undefined): void {
    const before = items.get(id(key));
    if (after === undefined) items.delete(id(key));
    else items.set(id(key), after);
    onWrite(before, after);
  }

  /** Names and values of a change and of its condition are one lot. */
  function holds(key: Item, condition: Expression | undefined, change?: Expression): boolean {
    if (condition === undefined) return true;
    return conditionOf(condition)(scopeOf(items.get(id(key)) ?? {}, condition, change));
  }

  const copyOf = (key: Item): Item | undefined => copied(items.get(id(key)));

  return {
    name,
    get: copyOf,
    getMany: (asked: Item[]) => asked.map(copyOf).filter((item) => item !== undefined),
    query: (pk: string) => sorted([...items.values()].filter((item) => item.pk === pk)),
    put(item: Item, condition?: Expression): boolean {
      checkNames(condition);
      if (!holds(item, condition)) return false;
      replace(item, copied(item));
      return true;
    },
    remove(key: Item, condition?: Expression): boolean {
      checkNames(condition);
      if (!holds(key, condition)) return false;
      replace(key, undefined);
      return true;
    },
    update(key: Item, change: Expression, condition?: Expression): Item | undefined {
      checkNames(change, condition);
      if (!holds(key, condition, change)) return undefined;
      replace(key, updateOf(change)(scopeOf(items.get(id(key)) ?? keyOf(key), change, condition)));
      return copyOf(key) ?? {};
    },
    /** Everything that is in it. */
    all: (): Item[] => copied([...items.values()]),
  };
}

export type TableModel = ReturnType<typeof tableModel>;

/** The model as the adapters know a table. */
export function openModel(model: TableModel): Table {
  return {
    name: model.name,
    identity: async () => model.name,
    get: async (key) => model.get(key),
    getMany: async (keys) => model.getMany(keys),
    query: async (pk) => model.query(pk),
    put: async (item, condition) => model.put(item, condition),
    remove: async (key, condition) => model.remove(key, condition),
    update: async (key, change, condition) => model.update(key, change, condition),
  };
}

function conditionOf({ text }: Expression) {
  const known = conditions.get(text) ?? readCondition(text);
  conditions.set(text, known);
  return known;
}

function updateOf({ text }: Expression) {
  const known = updates.get(text) ?? readUpdate(text);
  updates.set(text, known);
  return known;
}

const scopeOf = (item: Item, one: Expression, other?: Expression): Scope => ({
  item,
  names: { ...one.names, ...other?.names },
  values: { ...one.values, ...other?.values },
});

/** DynamoDB refuses a request that defines what none of its expressions uses. */
function checkNames(...expressions: (Expression | undefined)[]): void {
  const used = expressions.flatMap((each) => (each ? [...wordsOf(each.text)] : []));
  const defined = expressions.flatMap((each) => [
    ...Object.keys(each?.names ?? {}).map((name) => `#${name}`),
    ...Object.keys(each?.values ?? {}).map((name) => `:${name}`),
  ]);
  const unused = defined.find((name) => !used.includes(name));
  if (unused !== undefined) throw new Error(`ValidationException: ${unused} is not used`);
}

function wordsOf(text: string): Set<string> {
  const known = words.get(text) ?? new Set(text.match(/[#:]\w+/g));
  words.set(text, known);
  return known;
}

const sorted = (items: Item[]): Item[] =>
  copied(items).sort((a, b) => Buffer.compare(Buffer.from(String(a.sk)), Buffer.from(String(b.sk))));
