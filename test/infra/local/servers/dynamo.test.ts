import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../../infra/local/servers/dynamo.ts';
import { credentials, removeFolder, temporaryFolder } from './s3-support.ts';

const dir = temporaryFolder();
const runs = { name: 'runs', partitionKey: 'pk', sortKey: 'sk' };
const customers = { name: 'customers', partitionKey: 'customerId' };

async function open() {
  const server = await startDynamo({ dir });
  for (const table of [runs, customers]) await server.createTable(table);
  const client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials });
  return { server, client, documents: DynamoDBDocumentClient.from(client) };
}

let db: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  db = await open();
});
afterAll(async () => {
  await db.server.close();
  removeFolder(dir);
});

const TableName = 'customers';
const put = (customerId: string, more: object = {}, condition: object = {}) =>
  db.documents.send(new PutCommand({ TableName, Item: { customerId, ...more }, ...condition }));
const get = async (customerId: string) =>
  (await db.documents.send(new GetCommand({ TableName, Key: { customerId }, ConsistentRead: true }))).Item;
const isNew = { ConditionExpression: 'attribute_not_exists(customerId)' };

async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof DynamoDBServiceException) return error.name;
    throw error;
  }
}

const refused = 'ConditionalCheckFailedException';

describe('tables', () => {
  it('have the keys that were asked for, and stand at once', async () => {
    const { Table } = await db.client.send(new DescribeTableCommand({ TableName: 'runs' }));
    expect(Table?.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  it('made again stay as they are', async () => {
    await put('kept', { tier: 'gold' });
    await db.server.createTable(customers);
    expect(await get('kept')).toEqual({ customerId: 'kept', tier: 'gold' });
  });

  it('that are missing say so', async () => {
    const missing = new GetCommand({ TableName: 'nobody', Key: { customerId: 'x' } });
    expect(await outcome(db.documents.send(missing))).toBe('ResourceNotFoundException');
  });
});

describe('items', () => {
  const values: [string, unknown][] = [
    ['text', '张三 "x"'],
    ['an empty text', ''],
    ['a number', -12.5],
    ['a large number', 900_719_925_474_099],
    ['nothing', null],
    ['truth', true],
    ['a nested document', { recent: { s1: { rule: 'r', on: '2026-06-30' } }, list: [1, 'b', []] }],
  ];
  it.each(values)('keep %s', async (name, value) => {
    await put(`value ${name}`, { value });
    expect((await get(`value ${name}`))?.value).toEqual(value);
  });

  it.each(['客户 1', "a'b", 'x'.repeat(1000), '😀', '~', 'A#1'])('are found by the key %s', async (key) => {
    await put(key, { key });
    expect((await get(key))?.key).toBe(key);
  });

  it('are at most 400 KB', async () => {
    expect(await outcome(put('fits', { body: 'x'.repeat(409_000) }))).toBe('done');
    expect(await outcome(put('too large', { body: 'x'.repeat(410_000) }))).toBe('ValidationException');
  });
});

describe('conditional writes', () => {
  const conditions: [string, string, Record<string, unknown>, string][] = [
    ['it is new', 'attribute_not_exists(runSeq)', {}, refused],
    ['it is there', 'attribute_exists(runSeq)', {}, 'done'],
    ['lower', 'runSeq < :n', { ':n': 6 }, 'done'],
    ['not lower', 'runSeq < :n', { ':n': 5 }, refused],
    ['new or lower', 'attribute_not_exists(runSeq) OR runSeq < :n', { ':n': 6 }, 'done'],
    ['equal text', 'tier = :t AND runSeq = :n', { ':t': 'gold', ':n': 5 }, 'done'],
    ['one of several', 'tier IN (:a, :t)', { ':t': 'gold', ':a': 'lost' }, 'done'],
    ['not', 'NOT tier = :t', { ':t': 'gold' }, refused],
  ];
  it.each(conditions)('%s', async (name, ConditionExpression, values, expected) => {
    await put(`condition ${name}`, { runSeq: 5, tier: 'gold' });
    const more = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
    const write = put(`condition ${name}`, { runSeq: 7 }, { ConditionExpression, ...more });
    expect(await outcome(write)).toBe(expected);
    expect((await get(`condition ${name}`))?.runSeq).toBe(expected === 'done' ? 7 : 5);
  });

  it('of 50 that want the lock one has it', async () => {
    const tries = Array.from({ length: 50 }, (_, owner) => outcome(put('lock', { owner }, isNew)));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === refused)).toHaveLength(49);
    expect((await get('lock'))?.owner).toBe(outcomes.indexOf('done'));
  });

  it('the error is the one that the SDK knows', async () => {
    await put('known');
    await expect(put('known', {}, isNew)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });
});

describe('updates', () => {
  const update = (customerId: string, UpdateExpression: string, values: Record<string, unknown>) =>
    db.documents.send(
      new UpdateCommand({
        TableName,
        Key: { customerId },
        UpdateExpression,
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      }),
    );

  it('200 at once all count', async () => {
    const add = () => update('counter', 'ADD n :one', { ':one': 1 });
    const answers = await Promise.all(Array.from({ length: 200 }, add));
    expect((await get('counter'))?.n).toBe(200);
    expect(new Set(answers.map(({ Attributes }) => Attributes?.n)).size).toBe(200);
  });

  it('set, defaults, maps and removal', async () => {
    await put('doc', { map: { a: 1 }, gone: 1 });
    const change = 'SET #map.b = :two, n = if_not_exists(n, :two) + :two REMOVE gone';
    await db.documents.send(
      new UpdateCommand({
        TableName,
        Key: { customerId: 'doc' },
        UpdateExpression: change,
        ExpressionAttributeNames: { '#map': 'map' },
        ExpressionAttributeValues: { ':two': 2 },
      }),
    );
    expect(await get('doc')).toEqual({ customerId: 'doc', map: { a: 1, b: 2 }, n: 4 });
  });
});

describe('many', () => {
  it('a query gives a partition by sort key, over pages', async () => {
    const body = 'x'.repeat(300_000);
    for (let i = 9; i >= 0; i--)
      await db.documents.send(new PutCommand({ TableName: 'runs', Item: { pk: 'RUN', sk: `00${i}`, body } }));
    await db.documents.send(new PutCommand({ TableName: 'runs', Item: { pk: 'RUN2', sk: 'other' } }));
    const input = {
      TableName: 'runs',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'RUN' },
    };
    const [sorts, sizes]: [unknown[], number[]] = [[], []];
    for await (const { Items = [] } of paginateQuery({ client: db.documents }, input)) {
      sorts.push(...Items.map(({ sk }) => sk));
      sizes.push(Items.length);
    }
    expect(sorts).toEqual(Array.from({ length: 10 }, (_, i) => `00${i}`));
    expect(Math.max(...sizes)).toBeLessThan(5);
  });

  it('batches: 25 written, 100 read', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `batch ${i}`);
    for (let i = 0; i < 100; i += 25) {
      const writes = ids.slice(i, i + 25).map((id) => ({ PutRequest: { Item: { customerId: { S: id } } } }));
      await db.client.send(new BatchWriteItemCommand({ RequestItems: { customers: writes } }));
    }
    const keys = (names: string[]) => ({
      RequestItems: { customers: { Keys: names.map((id) => ({ customerId: { S: id } })) } },
    });
    const found = await db.client.send(new BatchGetItemCommand(keys([...ids.slice(1), 'nobody'])));
    expect(found.Responses?.customers).toHaveLength(99);
    const tooMany = db.client.send(new BatchGetItemCommand(keys([...ids, 'one more'])));
    expect(await outcome(tooMany)).toBe('ValidationException');
  });
});

describe('the end', () => {
  it('a restart keeps every item', async () => {
    await put('before', { n: 1 });
    await db.server.close();
    db = await open();
    expect(await get('before')).toEqual({ customerId: 'before', n: 1 });
    expect((await get('counter'))?.n).toBe(200);
  });

  it('comes after the writes under way, which are all kept', async () => {
    const writes = Array.from({ length: 40 }, (_, i) => outcome(put(`late ${i}`)).catch(() => 'cut off'));
    await Promise.race(writes);
    await db.server.close();
    const outcomes = await Promise.all(writes);
    db = await open();
    for (const [i, one] of outcomes.entries())
      if (one === 'done') expect(await get(`late ${i}`)).toBeDefined();
  });
});
