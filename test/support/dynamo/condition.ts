import { isDeepStrictEqual } from 'node:util';
import { at, kindOf, type Operand, type Path, readPath, readValue, type Scope } from './operands.ts';
import { Reader } from './reader.ts';

type Condition = (scope: Scope) => boolean;

const COMPARISONS: Record<string, (left: unknown, right: unknown) => boolean> = {
  '=': (left, right) => isDeepStrictEqual(left, right),
  '<>': (left, right) => !isDeepStrictEqual(left, right),
  '<': (left, right) => ordered(left, right) && compare(left, right) < 0,
  '<=': (left, right) => ordered(left, right) && compare(left, right) <= 0,
  '>': (left, right) => ordered(left, right) && compare(left, right) > 0,
  '>=': (left, right) => ordered(left, right) && compare(left, right) >= 0,
};

/** Reads a condition expression. What the product does not use is an error, not a guess. */
export function readCondition(text: string): Condition {
  const reader = new Reader(text);
  const condition = readOr(reader);
  if (!reader.atEnd()) throw new Error(`ValidationException: ${reader.peek()} is too much`);
  return condition;
}

function readOr(reader: Reader): Condition {
  const parts = [readAnd(reader)];
  while (reader.takeIf('OR')) parts.push(readAnd(reader));
  return (scope) => parts.some((part) => part(scope));
}

function readAnd(reader: Reader): Condition {
  const parts = [readNot(reader)];
  while (reader.takeIf('AND')) parts.push(readNot(reader));
  return (scope) => parts.every((part) => part(scope));
}

function readNot(reader: Reader): Condition {
  if (!reader.takeIf('NOT')) return readPrimary(reader);
  const inner = readNot(reader);
  return (scope) => !inner(scope);
}

function readPrimary(reader: Reader): Condition {
  if (reader.takeIf('(')) {
    const inner = readOr(reader);
    reader.expect(')');
    return inner;
  }
  if (reader.peek(1) === '(') return readCheck(reader);
  return readComparison(reader);
}

function readCheck(reader: Reader): Condition {
  const word = reader.take().toLowerCase();
  reader.expect('(');
  const path = readPath(reader);
  if (word === 'contains') return readContains(reader, path);
  reader.expect(')');
  const exists: Condition = (scope) => at(scope.item, path(scope)) !== undefined;
  if (word === 'attribute_exists') return exists;
  if (word === 'attribute_not_exists') return (scope) => !exists(scope);
  throw new Error(`ValidationException: unknown function ${word}`);
}

/** A list holds a member, or a text a part of it. */
function readContains(reader: Reader, path: Path): Condition {
  reader.expect(',');
  const wanted = readValue(reader);
  reader.expect(')');
  return (scope) => {
    const [whole, part] = [at(scope.item, path(scope)), wanted(scope)];
    if (Array.isArray(whole)) return whole.some((member) => isDeepStrictEqual(member, part));
    return typeof whole === 'string' && typeof part === 'string' && whole.includes(part);
  };
}

function readComparison(reader: Reader): Condition {
  const left = readOperand(reader);
  const sign = reader.take();
  if (sign.toUpperCase() === 'IN') return readIn(reader, left);
  const holds = COMPARISONS[sign];
  if (!holds) throw new Error(`ValidationException: unknown comparison ${sign}`);
  const right = readOperand(reader);
  return (scope) => holds(left(scope), right(scope));
}

function readIn(reader: Reader, left: Operand): Condition {
  reader.expect('(');
  const members = reader.list(() => readOperand(reader));
  reader.expect(')');
  return (scope) => {
    const value = left(scope);
    return value !== undefined && members.some((member) => isDeepStrictEqual(value, member(scope)));
  };
}

function readOperand(reader: Reader): Operand {
  if (reader.peek()?.startsWith(':')) return readValue(reader);
  const path = readPath(reader);
  return (scope) => at(scope.item, path(scope));
}

const ordered = (left: unknown, right: unknown): boolean =>
  kindOf(left) === kindOf(right) && ['number', 'string'].includes(kindOf(left));

/** Numbers by size, texts by their UTF-8 bytes. */
const compare = (left: unknown, right: unknown): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
