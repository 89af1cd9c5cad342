import { LocalDateSchema } from '../domain/dates.ts';
import type { Policy } from '../domain/policy/schema.ts';

/** A piece of SQL that we made ourselves; text of a user becomes one by `textLiteral` alone. */
export interface Literal {
  readonly sql: string;
}

export const dateLiteral = (date: string): Literal => ({ sql: `date '${LocalDateSchema.parse(date)}'` });

export const booleanLiteral = (value: boolean): Literal => ({ sql: value ? 'true' : 'false' });

export function integerLiteral(value: number): Literal {
  if (!Number.isSafeInteger(value)) throw new RangeError('not a whole number');
  return { sql: String(value) };
}

/** A word of the policy, or a column's name of a file, as a text; with control characters it throws. */
export function textLiteral(text: string): Literal {
  if (/\p{Cc}/u.test(text)) throw new RangeError('a text with control characters');
  return { sql: `'${text.replaceAll("'", "''")}'` };
}

const COLUMN = /^(?:q?x_\$?)?[a-z][a-zA-Z0-9_-]{0,63}$/;

/** A column of the features by its name, quoted; anything but a name of the policy's, or one of ours, throws. */
export function columnLiteral(name: string): Literal {
  if (!COLUMN.test(name)) throw new RangeError('not a name of a column');
  return { sql: `"${name}"` };
}

/** Pieces one after another. */
export const joined = (pieces: readonly Literal[], between: string): Literal => ({
  sql: pieces.map(({ sql }) => sql).join(between),
});

const KEY_COLUMNS: Record<Policy['identity'][number], string> = {
  customer_id: "nullif(trim(customer_id), '')",
  email: "nullif(lower(trim(email)), '')",
  phone: "nullif(trim(phone), '')",
};

/** Who a row belongs to: the first key of the policy's identity that the row has. */
export const identityExpression = (identity: Policy['identity']): Literal => ({
  sql: `coalesce(${[...identity.map((key) => KEY_COLUMNS[key]), 'NULL'].join(', ')})`,
});

/** The best key in a row's own words; whoever groups by it cleans what comes out with `cleaned`. */
export const wordsOfBest = ([best]: Policy['identity']): Literal => ({ sql: best ?? NOTHING });

/** Who is meant by the words of the best key, which stand in `customer_id`. */
export const cleaned = ([best]: Policy['identity']): Literal => ({
  sql: best === undefined ? NOTHING : KEY_COLUMNS[best].replace(best, 'customer_id'),
});

/** Whether a row has the best key. Most begin with a letter or a digit, which is cheaper to see than to trim them. */
export const hasBest = ([best]: Policy['identity']): Literal => ({
  sql:
    best === undefined
      ? 'false'
      : `CASE WHEN ${best} >= '!' AND ${best} < '~' THEN true ELSE ${KEY_COLUMNS[best]} IS NOT NULL END`,
});

/** The phone of a row that names its person by nothing else; NULL of all others. */
export function lonePhone(identity: Policy['identity']): Literal {
  const others = new Set([KEY_COLUMNS.email, ...identity.map((key) => KEY_COLUMNS[key])]);
  others.delete(KEY_COLUMNS.phone);
  return {
    sql: `CASE WHEN coalesce(${[...others, 'NULL'].join(', ')}) IS NULL THEN ${KEY_COLUMNS.phone} END`,
  };
}

const NOTHING = 'CAST(NULL AS varchar)';

/** The first text that there is, of any number: of less than two not every engine takes it. */
export const firstOf = (texts: readonly string[]): Literal => ({
  sql: texts.length === 0 ? NOTHING : `coalesce(${[...texts, NOTHING].join(', ')})`,
});

/** A key of the policy's identity but the first, told apart from the same text in another column; `place` counts from 0. */
export const lesserKey = (identity: Policy['identity'], place: number): Literal => ({
  sql: `'${place}:' || ${columnAt(identity, place)}`,
});

/** By which key a row is looked up in `owners`: the first that it has, unless that is the best one there is. */
export function aliasOf(identity: Policy['identity']): Literal {
  const lesser = identity.slice(1).map((_, i) => lesserKey(identity, i + 1).sql);
  return {
    sql: `CASE WHEN ${columnAt(identity, 0)} IS NULL THEN ${firstOf(lesser).sql} END`,
  };
}

/** Who a row belongs to where `owners` is joined by `aliasOf`: a row that has a lesser key alone is that key's owner's. */
export function joinedIdentity(identity: Policy['identity']): Literal {
  const [best = NOTHING, ...lesser] = identity.map((key) => KEY_COLUMNS[key]);
  return { sql: `coalesce(${[best, 'owner_id', ...lesser].join(', ')})` };
}

/** What tells whose a row is, beside `owners`. */
export const whoseRow = (identity: Policy['identity']) => ({
  identity: joinedIdentity(identity),
  alias: aliasOf(identity),
});

function columnAt(identity: Policy['identity'], place: number): string {
  const key = identity[place];
  return key === undefined ? NOTHING : KEY_COLUMNS[key];
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Puts literals in the place of `{{name}}`; a name without a literal throws. */
export const bind = (sql: string, literals: Readonly<Record<string, Literal>>): string =>
  sql.replace(PLACEHOLDER, (_, name: string) => {
    const literal = Object.hasOwn(literals, name) ? literals[name] : undefined;
    if (!literal) throw new Error(`no literal for ${name}`);
    return literal.sql;
  });
