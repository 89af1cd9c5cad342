import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { lasting } from './lasting.ts';

export type Item = Record<string, unknown>;
export type Table = ReturnType<typeof openTable>;

/** A DynamoDB expression: text, `#names` and `:values` (without their sign). */
export interface Expression {
  text: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

const signed = <T>(sign: string, entries: Record<string, T> = {}): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [sign + name, value]));

const orNothing = <K extends string>(key: K, entries: Record<string, unknown>) =>
  (Object.keys(entries).length > 0 ? { [key]: entries } : {}) as Partial<Record<K, Record<string, never>>>;

/** One name may stand in a change and in its condition, with one value. */
function merged<T>(sign: string, parts: (Record<string, T> | undefined)[]): Record<string, T> {
  const all: Record<string, T> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(signed(sign, part)))) {
    if (name in all && !isDeepStrictEqual(all[name], value))
      throw new Error(`${name} has two values in one expression`);
    all[name] = value;
  }
  return all;
}

const attributes = (...expressions: (Expression | undefined)[]) => ({
  ...orNothing(
    'ExpressionAttributeNames',
    merged(
      '#',
      expressions.map((e) => e?.names),
    ),
  ),
  ...orNothing(
    'ExpressionAttributeValues',
    merged(
      ':',
      expressions.map((e) => e?.values),
    ),
  ),
});

const documentsOf = (client: DynamoDBClient) =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

const lastingDocuments = lasting('DYNAMODB', () => documentsOf(new DynamoDBClient({})));

/**
 * One table. Reads are consistent. Conditional writes answer `false` when their condition does not hold; that can
 * also be the work of an earlier try of the same call whose answer was lost, so who claims something writes an owner
 * and reads it again. Every other failure throws after the SDK's own retries.
 */
export function openTable(name: string, client?: DynamoDBClient) {
  const documents = client ? documentsOf(client) : lastingDocuments();

  async function get(key: Item): Promise<Item | undefined> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item;
  }

  async function put(item: Item, condition?: Expression): Promise<boolean> {
    const check = condition ? { ConditionExpression: condition.text, ...attributes(condition) } : {};
    return holds(() => documents.send(new PutCommand({ TableName: name, Item: item, ...check })));
  }

  async function remove(key: Item, condition?: Expression): Promise<boolean> {
    const check = condition ? { ConditionExpression: condition.text, ...attributes(condition) } : {};
    return holds(() => documents.send(new DeleteCommand({ TableName: name, Key: key, ...check })));
  }

  /** The item after the update, or `undefined` when the condition does not hold. */
  async function update(key: Item, change: Expression, condition?: Expression): Promise<Item | undefined> {
    let after: Item | undefined;
    const held = await holds(async () => {
      const answer = await documents.send(
        new UpdateCommand({
          TableName: name,
          Key: key,
          UpdateExpression: change.text,
          ...(condition ? { ConditionExpression: condition.text } : {}),
          ...attributes(change, condition),
          ReturnValues: 'ALL_NEW',
        }),
      );
      after = answer.Attributes;
    });
    return held ? (after ?? {}) : undefined;
  }

  /** Every item of a partition, by sort key. */
  async function query(pk: string): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: name,
        KeyConditionExpression: '#pk = :pk',
        ConsistentRead: true,
        ...attributes({ text: '', names: { pk: 'pk' }, values: { pk } }),
      },
    );
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  }

  /** The items of up to any number of keys, in no order; keys must differ. */
  async function getMany(keys: Item[]): Promise<Item[]> {
    const items: Item[] = [];
    for (let i = 0; i < keys.length; i += 100) items.push(...(await getHundred(keys.slice(i, i + 100))));
    return items;
  }

  async function getHundred(keys: Item[], attempt = 0): Promise<Item[]> {
    const request = { [name]: { Keys: keys, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: request }),
    );
    const found = Responses?.[name] ?? [];
    const left = UnprocessedKeys?.[name]?.Keys;
    if (!left?.length) return found;
    await sleep(Math.min(50 * 2 ** attempt, 5000));
    return [...found, ...(await getHundred(left, attempt + 1))];
  }

  return { name, get, put, remove, update, query, getMany };
}

async function holds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
