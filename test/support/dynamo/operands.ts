import type { Item } from '../../../shared/adapters/table.ts';
import type { Reader } from './reader.ts';

/** What an expression is about: the item before the write, and what its `#names` and `:values` stand for. */
export interface Scope {
  item: Item;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

export type Operand = (scope: Scope) => unknown;
export type Path = (scope: Scope) => (string | number)[];

/** `a`, `#a`, `a.#b`, `a[3].b`. */
export function readPath(reader: Reader): Path {
  const steps: ((scope: Scope) => string | number)[] = [readName(reader)];
  for (;;) {
    if (reader.takeIf('.')) steps.push(readName(reader));
    else if (reader.takeIf('[')) {
      const index = Number(reader.take());
      reader.expect(']');
      steps.push(() => index);
    } else return (scope) => steps.map((step) => step(scope));
  }
}

function readName(reader: Reader): (scope: Scope) => string {
  const word = reader.take();
  if (word.startsWith('#')) return ({ names }) => bound(names, word.slice(1), word);
  return () => word;
}

export function readValue(reader: Reader): Operand {
  const word = reader.take();
  if (!word.startsWith(':')) throw new Error(`ValidationException: a value expected, not ${word}`);
  return ({ values }) => bound(values, word.slice(1), word);
}

function bound<T>(entries: Record<string, T>, name: string, word: string): T {
  if (!(name in entries)) throw new Error(`ValidationException: ${word} is not defined`);
  return entries[name] as T;
}

/** The value at a path, or `undefined` where nothing is. */
export function at(item: unknown, path: readonly (string | number)[]): unknown {
  let value = item;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

export type Kind = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'map' | 'missing';

/** DynamoDB compares only values of one kind. */
export function kindOf(value: unknown): Kind {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  return typeof value as 'string' | 'number' | 'boolean';
}

/** What the SDK sends and brings back: a copy without the fields that are `undefined`, on every level. */
export const copied = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));
