import { withoutTexts } from './sql-traps.ts';

/** Which functions may stand in a statement that both engines read, or Athena alone. */

/** Functions by how many arguments they are called with. */
type Arities = Readonly<Record<string, (count: number) => boolean>>;

const just = (wanted: number) => (count: number) => count === wanted;

/** Both engines have these, and they mean the same in both for the types we use (dates, whole numbers, text). */
export const READ_ALIKE: Arities = {
  // Of whole numbers alone: of decimals the engines mean different types.
  avg: just(1),
  cast: just(1),
  // A single argument is none in Trino.
  coalesce: (count) => count >= 2,
  count: just(1),
  date_diff: just(3),
  greatest: just(2),
  lower: just(1),
  max: just(1),
  max_by: just(2),
  min: just(1),
  nullif: just(2),
  // With the number of digits the engines give different types.
  round: just(1),
  // A constructor: of two statements at one moment that of the newer upload is the greater row.
  row: just(2),
  row_number: just(0),
  sum: just(1),
  // One takes away blanks alone, the other all white space: intake leaves neither around a text.
  trim: just(1),
};

/** Athena has these besides. What DuckDB lacks of them is in infra/local/athena/trino-words.sql. */
export const READ_BY_ATHENA: Arities = {
  ...READ_ALIKE,
  abs: just(1),
  at_timezone: just(2),
  first_value: just(1),
  from_big_endian_64: just(1),
  json_extract_scalar: just(2),
  json_format: just(1),
  json_parse: just(1),
  map_keys: just(1),
  min_by: just(2),
  mod: just(2),
  to_utf8: just(1),
  unnest: just(1),
  with_timezone: just(2),
  xxhash64: just(1),
};

/** Words that may stand before a bracket without being functions. */
const KEYWORDS = new Set(
  [
    'all',
    'and',
    'as',
    'by',
    'else',
    'from',
    'having',
    'in',
    'join',
    'not',
    'on',
    'or',
    'over',
    'select',
  ].concat(['then', 'union', 'when', 'where']),
);

/** A word and a bracket, unless the word names a type or a relation: those stand behind AS. */
const CALL = /(?<!\bas\s+)\b([a-z_][a-z0-9_]*)\s*\(/gi;

function argumentsIn(sql: string, from: number): number {
  let [depth, commas] = [1, 0];
  for (let at = from; at < sql.length; at += 1) {
    const letter = sql.charAt(at);
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (depth === 0) return sql.slice(from, at).trim() === '' ? 0 : commas + 1;
    if (depth === 1 && letter === ',') commas += 1;
  }
  throw new Error('a bracket that nothing closes');
}

/** The calls that are not allowed, as `name/arguments`. */
export function foreignCalls(statement: string, allowed: Arities): string[] {
  const sql = withoutTexts(statement);
  return [...sql.matchAll(CALL)]
    .map(({ 0: call, 1: word = '', index }) => ({ word: word.toLowerCase(), from: index + call.length }))
    .filter(({ word }) => !KEYWORDS.has(word))
    .map(({ word, from }) => ({ word, count: argumentsIn(sql, from) }))
    .filter(({ word, count }) => !(Object.hasOwn(allowed, word) && allowed[word]?.(count)))
    .map(({ word, count }) => `${word}/${count}`);
}
