/** What one engine reads otherwise than the other, though both take it. */

/** What stands in quotes is no statement. */
export const withoutTexts = (sql: string): string =>
  withoutComments(sql)
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"[^"]*"/g, '"c"');

const withoutComments = (sql: string): string => sql.replace(/--.*$/gm, '');

/** Why it is banned, by what it is known, and an example of it. */
type Trap = [why: string, trap: RegExp, example: string];

/** What one engine does not read, or reads otherwise, though the grammar takes it. */
export const TRAPS: readonly Trap[] = [
  ['division: whole in one, fractional in the other', /\//, 'SELECT a / b FROM t'],
  ['a remainder by a sign: one word is enough', /%/, 'SELECT a % b FROM t'],
  [
    'a fraction: one takes 0.5 for a decimal, the other may for a double',
    /\b\d+\.\d/,
    'SELECT a * 0.5 FROM t',
  ],
  [
    'a binary fraction: it ends in other digits',
    /\b(double|real|float)\b/i,
    'SELECT CAST(a AS double) FROM t',
  ],
  [
    'a mean that is not rounded: one cuts off, the other rounds',
    /(?<!round\()\bavg\s*\(/i,
    'CAST(avg(a) AS bigint)',
  ],
  ['money times a factor, not rounded', /(?<!round\(\w+ )\* \w+\.factor\b/i, 'CAST(a * r.factor AS bigint)'],
  [
    'greatest of what may be NULL: NULL in one, the rest in the other',
    /\bgreatest\((?!\s*CAST\(sum)/i,
    'greatest(a, 0)',
  ],
  ['a cast by colons', /::/, 'SELECT a::bigint'],
  ['QUALIFY', /\bqualify\b/i, 'SELECT a FROM t QUALIFY row_number() OVER () = 1'],
  ['GROUP BY ALL: every row in Trino', /\b(group|order) by all\b/i, 'SELECT a, count(*) FROM t GROUP BY ALL'],
  ['a star with exceptions', /\b(exclude|replace)\s*\(/i, 'SELECT * EXCLUDE (a) FROM t'],
  [
    'a count of some: Trino words its conditions otherwise in windows',
    /\bfilter\s*\(/i,
    'count(*) FILTER (WHERE a)',
  ],
  [
    'IGNORE NULLS: inside the bracket in one, behind it in the other',
    /\b(ignore|respect)\s+nulls\b/i,
    'first_value(a IGNORE NULLS)',
  ],
  ['a join that Trino has not', /\b(semi|anti|asof|positional)\s+join\b/i, 'FROM t ANTI JOIN s ON s.a = t.a'],
  [
    'EXISTS of an outer row: Trino refuses some',
    /\bexists\b/i,
    'WHERE a OR EXISTS (SELECT 1 FROM s WHERE s.a = t.a)',
  ],
  [
    'NOT IN of a query: one NULL in it and nothing is left',
    /\bnot\s+in\s*\(\s*select\b/i,
    'WHERE a NOT IN (SELECT b FROM s)',
  ],
  ['IN of several columns', /\([\w.]+, [^()]*\)\s+in\b/i, 'WHERE (a, "b") IN (SELECT a, b FROM s)'],
  [
    'a star over a join: two columns of one name',
    /\bselect\s+\*(?:(?!\bfrom\b)[^()])*\bfrom\s+[^()]*\bjoin\b/i,
    'SELECT * FROM a JOIN b ON b.x = a.x',
  ],
  [
    'an order of truth values',
    /\border by (?:(?!\bcase\b)[^()])*\s(<|>|<=|>=|=|<>)\s/i,
    'row_number() OVER (ORDER BY a < b)',
  ],
  [
    'a NULL without a type: no table can be made of it',
    /(?<!cast\(|is |not )\bnull\s+as\s+/i,
    'SELECT NULL AS rule',
  ],
  ['a time span', /\binterval\b/i, "a - INTERVAL '1' DAY"],
  [
    'a day plus a number: whole days in one, refused by the other',
    /\bdate\s+''\s*[-+]/i,
    "a > date '2026-01-01' - 3",
  ],
  ['a clock', /\b(current_date|current_timestamp|now|localtimestamp)\b/i, 'SELECT current_date'],
  ['an order of letters of its own', /\bcollate\b/i, 'ORDER BY a COLLATE NOCASE'],
  ['a pattern: they escape in their own ways', /\b(i?like|similar|glob)\b|~/i, "a ILIKE 'x%'"],
  ['a list in brackets alone', /(?<!array)\[/i, 'SELECT [a, b]'],
  ['two signs of equality', /==/, 'a == b'],
  ['rows left to chance', /\b(limit|offset|sample|any_value|arbitrary)\b/i, 'SELECT a FROM t LIMIT 1'],
  ['how a relation is kept', /\bmaterialized\b/i, 'WITH a AS MATERIALIZED (SELECT 1)'],
];

/** Besides, where one text serves both: there the wider type of one, and its parameters, would show. */
export const TRAPS_OF_BOTH: readonly Trap[] = [
  ['sum without a cast: another width', /(?<!cast\(|greatest\(cast\()\bsum\s*\(/i, 'SELECT sum(a) FROM t'],
  ['a parameter', /[?$]/, 'SELECT a FROM t WHERE b = $1'],
];

/** Of a difference of days only whole days are counted alike: hours by the clock, months by the calendar differ. */
export const foreignSpan = (sql: string): boolean => /date_diff\(\s*'(?!day')/i.test(withoutComments(sql));

/** Why a statement is refused: each of the traps that it holds. */
export const trapsIn = (sql: string, traps: readonly Trap[]): string[] =>
  traps.filter(([, trap]) => trap.test(withoutTexts(sql))).map(([why]) => why);
