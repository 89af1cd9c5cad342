import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Attributes, type Expression, placeholders, provided, stored } from './expression.ts';
import { lasting } from './lasting.ts';
import { lean } from './lean.ts';
import { isThrottled, restAfter } from './throttled.ts';

export type { Expression } from './expression.ts';
export type Item = Record<string, unknown>;
export type Table = ReturnType<typeof openTable>;

/** In a row; with the rests between them about a minute. Whoever called tries the whole step again then. */
const MOST_REFUSALS = 20;

const lastingClient = lasting('DYNAMODB', () => lean(new DynamoDBClient({ cacheMiddleware: true })));

/**
 * One table. Reads are consistent. Conditional writes answer `false` when their condition does not hold; that can
 * also be the work of an earlier try of the same call whose answer was lost, so who claims something writes an owner
 * and reads it again. Every other failure throws after the SDK's own retries.
 */
export function openTable(name: string, client: DynamoDBClient = lastingClient()) {
  const at = (key: Item) => ({ TableName: name, Key: stored(key) });

  async function get(key: Item): Promise<Item | undefined> {
    const { Item } = await client.send(new GetItemCommand({ ...at(key), ConsistentRead: true }));
    return Item && unmarshall(Item);
  }

  const put = (item: Item, condition?: Expression): Promise<boolean> =>
    holds(() =>
      client.send(
        new PutItemCommand({
          ...{ TableName: name, Item: stored(item) },
          ...provided(condition),
          ...placeholders(condition),
        }),
      ),
    );

  const remove = (key: Item, condition?: Expression): Promise<boolean> =>
    holds(() =>
      client.send(new DeleteItemCommand({ ...at(key), ...provided(condition), ...placeholders(condition) })),
    );

  /** The item after the update, or `undefined` when the condition does not hold. */
  async function update(key: Item, change: Expression, condition?: Expression): Promise<Item | undefined> {
    let after: Attributes | undefined;
    const held = await holds(async () => {
      const answer = await client.send(
        new UpdateItemCommand({
          ...{ ...at(key), UpdateExpression: change.text, ReturnValues: 'ALL_NEW' },
          ...provided(condition),
          ...placeholders(change, condition),
        }),
      );
      after = answer.Attributes;
    });
    return held ? unmarshall(after ?? {}) : undefined;
  }

  /** Every item of a partition, by sort key. */
  async function query(pk: string): Promise<Item[]> {
    const items: Item[] = [];
    const asked = placeholders({ text: '', names: { pk: 'pk' }, values: { pk } });
    const pages = paginateQuery(
      { client },
      { TableName: name, KeyConditionExpression: '#pk = :pk', ConsistentRead: true, ...asked },
    );
    for await (const page of pages) items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    return items;
  }

  /** The items of up to any number of keys, in no order; keys must differ. */
  async function getMany(keys: Item[]): Promise<Item[]> {
    const items: Item[] = [];
    for (let i = 0; i < keys.length; i += 100)
      items.push(...(await getHundred(keys.slice(i, i + 100).map((key) => stored(key)))));
    return items;
  }

  async function getHundred(keys: Attributes[], refusals = 0): Promise<Item[]> {
    const { found, left } = await getSome(keys, refusals);
    if (left.length === 0) return found;
    await restAfter(refusals);
    return [...found, ...(await getHundred(left, refusals + 1))];
  }

  /** A table that has no room for any of them refuses the request; one that has room for some leaves the others. */
  async function getSome(keys: Attributes[], refusals: number) {
    const request = { [name]: { Keys: keys, ConsistentRead: true } };
    try {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: request }),
      );
      const found = (Responses?.[name] ?? []).map((item) => unmarshall(item));
      return { found, left: UnprocessedKeys?.[name]?.Keys ?? [] };
    } catch (error) {
      if (!isThrottled(error) || refusals >= MOST_REFUSALS) throw error;
      return { found: [], left: keys };
    }
  }

  /** What DynamoDB tells tables of one name apart by; of a table that was restored in place it is another one. */
  async function identity(): Promise<string> {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.TableId ?? '';
  }

  return { name, identity, get, put, remove, update, query, getMany };
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
