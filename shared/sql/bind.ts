import { LocalDateSchema } from '../domain/dates.ts';
import type { Policy } from '../domain/policy/schema.ts';

/** A piece of SQL that we made ourselves; text of a user never becomes one. */
export interface Literal {
  readonly sql: string;
}

export const dateLiteral = (date: string): Literal => ({ sql: `date '${LocalDateSchema.parse(date)}'` });

export const booleanLiteral = (value: boolean): Literal => ({ sql: value ? 'true' : 'false' });

export function integerLiteral(value: number): Literal {
  if (!Number.isSafeInteger(value)) throw new RangeError('not a whole number');
  return { sql: String(value) };
}

const KEY_COLUMNS: Record<Policy['identity'][number], string> = {
  customer_id: "nullif(trim(customer_id), '')",
  email: "nullif(lower(trim(email)), '')",
  phone: "nullif(trim(phone), '')",
};

/** Who a row belongs to: the first key of the policy's identity that the row has. */
export const identityExpression = (identity: Policy['identity']): Literal => ({
  sql: `coalesce(${[...identity.map((key) => KEY_COLUMNS[key]), 'NULL'].join(', ')})`,
});

/**
 * The same where `owners` is joined: a row that has only an address is the customer's to whom the address belongs, if the
 * policy knows people by their customer id first.
 */
export function joinedIdentity(identity: Policy['identity']): Literal {
  const byId = identity.indexOf('customer_id');
  const byEmail = identity.indexOf('email');
  if (byId < 0 || byEmail < byId) return identityExpression(identity);
  const keys = identity.map((key) => (key === 'email' ? `owner_id, ${KEY_COLUMNS.email}` : KEY_COLUMNS[key]));
  return { sql: `coalesce(${[...keys, 'NULL'].join(', ')})` };
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Puts literals in the place of `{{name}}`; a name without a literal throws. */
export const bind = (sql: string, literals: Readonly<Record<string, Literal>>): string =>
  sql.replace(PLACEHOLDER, (_, name: string) => {
    const literal = Object.hasOwn(literals, name) ? literals[name] : undefined;
    if (!literal) throw new Error(`no literal for ${name}`);
    return literal.sql;
  });
