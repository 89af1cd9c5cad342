import type { Item } from '../../../shared/adapters/table.ts';
import { at, copied, kindOf, type Operand, type Path, readPath, readValue, type Scope } from './operands.ts';
import { Reader } from './reader.ts';

interface Change {
  path: Path;
  /** What becomes of the value at the path; `undefined` takes it away. Everything reads the item before the update. */
  next: (scope: Scope) => unknown;
}

/** Reads an update expression: SET, REMOVE and ADD of numbers. Answers the item after it. */
export function readUpdate(text: string): (scope: Scope) => Item {
  const reader = new Reader(text);
  const changes: Change[] = [];
  while (!reader.atEnd()) changes.push(...readSection(reader));
  return (scope) => applied(scope, changes);
}

function readSection(reader: Reader): Change[] {
  const section = reader.take().toUpperCase();
  if (section === 'SET') return reader.list(() => readSet(reader));
  if (section === 'REMOVE') return reader.list(() => ({ path: readPath(reader), next: () => undefined }));
  if (section === 'ADD') return reader.list(() => readAdd(reader));
  throw new Error(`ValidationException: unknown section ${section}`);
}

function readSet(reader: Reader): Change {
  const path = readPath(reader);
  reader.expect('=');
  return { path, next: readSum(reader) };
}

function readAdd(reader: Reader): Change {
  const path = readPath(reader);
  const amount = readValue(reader);
  return { path, next: (scope) => numberOf(existing(scope, path, () => 0)) + numberOf(amount(scope)) };
}

function readSum(reader: Reader): Operand {
  const left = readOperand(reader);
  if (reader.takeIf('+')) {
    const right = readOperand(reader);
    return (scope) => numberOf(left(scope)) + numberOf(right(scope));
  }
  if (!reader.takeIf('-')) return left;
  const right = readOperand(reader);
  return (scope) => numberOf(left(scope)) - numberOf(right(scope));
}

function readOperand(reader: Reader): Operand {
  if (reader.peek()?.startsWith(':')) return readValue(reader);
  if (reader.peek(1) === '(') return readFunction(reader);
  const path = readPath(reader);
  return (scope) => {
    const value = at(scope.item, path(scope));
    if (value === undefined) throw new Error('ValidationException: the item has no such attribute');
    return value;
  };
}

function readFunction(reader: Reader): Operand {
  const word = reader.take().toLowerCase();
  reader.expect('(');
  const made = word === 'if_not_exists' ? readDefault(reader) : readAppend(reader, word);
  reader.expect(')');
  return made;
}

function readDefault(reader: Reader): Operand {
  const path = readPath(reader);
  reader.expect(',');
  const otherwise = readOperand(reader);
  return (scope) => existing(scope, path, () => otherwise(scope));
}

/** A null is a value like others; only what is missing is replaced. */
function existing(scope: Scope, path: Path, otherwise: () => unknown): unknown {
  const value = at(scope.item, path(scope));
  return value === undefined ? otherwise() : value;
}

function readAppend(reader: Reader, word: string): Operand {
  if (word !== 'list_append') throw new Error(`ValidationException: unknown function ${word}`);
  const first = readOperand(reader);
  reader.expect(',');
  const second = readOperand(reader);
  return (scope) => [...listOf(first(scope)), ...listOf(second(scope))];
}

function applied(scope: Scope, changes: readonly Change[]): Item {
  const item = copied(scope.item);
  const values = changes.map(({ path, next }) => [path(scope), copied(next(scope))] as const);
  for (const [path, value] of values) place(item, path, value);
  return item;
}

function place(item: Item, path: readonly (string | number)[], value: unknown): void {
  const parent = at(item, path.slice(0, -1));
  const step = path.at(-1) ?? '';
  if (kindOf(parent) !== (typeof step === 'number' ? 'list' : 'map'))
    throw new Error('ValidationException: the document path is invalid for update');
  const holder = parent as Record<string | number, unknown>;
  if (value === undefined) delete holder[step];
  else holder[step] = value;
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error('ValidationException: an operand is no number');
  return value;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('ValidationException: an operand is no list');
  return value;
}
