import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/** A DynamoDB expression: text, `#names` and `:values` (without their sign). */
export interface Expression {
  text: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

export type Attributes = Record<string, AttributeValue>;

/** A field that is `undefined` is left out. */
export const stored = (item: Record<string, unknown>): Attributes =>
  marshall(item, { removeUndefinedValues: true });

/** The names and values of expressions that go into one request. */
export function placeholders(...expressions: (Expression | undefined)[]) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const expression of expressions) {
    add(names, '#', expression?.names);
    add(values, ':', expression?.values);
  }
  return {
    ...(isEmpty(names) ? {} : { ExpressionAttributeNames: names }),
    ...(isEmpty(values) ? {} : { ExpressionAttributeValues: stored(values) }),
  };
}

/** One name may stand in a change and in its condition, with one value. */
function add<Value>(all: Record<string, Value>, sign: string, more: Record<string, Value> = {}): void {
  for (const [name, value] of Object.entries(more)) {
    const signed = sign + name;
    if (signed in all && !isDeepStrictEqual(all[signed], value))
      throw new Error(`${signed} has two values in one expression`);
    all[signed] = value;
  }
}

const isEmpty = (entries: Record<string, unknown>): boolean => Object.keys(entries).length === 0;

/** Part of a request that asks for a condition; nothing where there is none. */
export const provided = (condition: Expression | undefined): { ConditionExpression?: string } =>
  condition ? { ConditionExpression: condition.text } : {};
