import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { openTable, type Table } from '../../../shared/adapters/table.ts';
import { credentials, removeFolder, temporaryFolder } from '../../infra/local/servers/s3-support.ts';

const dir = temporaryFolder();
let server: Awaited<ReturnType<typeof startDynamo>>;
let runs: Table;
let customers: Table;
beforeAll(async () => {
  server = await startDynamo({ dir });
  await server.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
  await server.createTable({ name: 'customers', partitionKey: 'customerId' });
  const client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials });
  [runs, customers] = [openTable('runs', client), openTable('customers', client)];
});
afterAll(async () => {
  await server.close();
  removeFolder(dir);
});

const newer = { text: 'attribute_not_exists(#seq) OR #seq < :seq', names: { seq: 'runSeq' } };

describe('put and get', () => {
  it('keep an item, without its undefined fields', async () => {
    const item = { customerId: '客户', tier: null, history: [{ tier: 'gold', since: '2026-04-01' }] };
    expect(await customers.put({ ...item, email: undefined })).toBe(true);
    expect(await customers.get({ customerId: '客户' })).toEqual(item);
    expect(await customers.get({ customerId: 'nobody' })).toBeUndefined();
  });

  it.each([
    [4, false],
    [5, false],
    [6, true],
  ])('an item of run 5 gives way to run %i: %s', async (seq, expected) => {
    const item = { customerId: `seq ${seq}`, runSeq: 5 };
    await customers.put(item);
    const written = await customers.put({ ...item, runSeq: seq }, { ...newer, values: { seq } });
    expect(written).toBe(expected);
    expect((await customers.get({ customerId: `seq ${seq}` }))?.runSeq).toBe(expected ? seq : 5);
  });

  it('of 30 that claim a key one has it', async () => {
    const condition = { text: 'attribute_not_exists(pk)' };
    const claims = Array.from({ length: 30 }, (_, owner) =>
      runs.put({ pk: 'LOCK', sk: '-', owner }, condition),
    );
    const won = await Promise.all(claims);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await runs.get({ pk: 'LOCK', sk: '-' }))?.owner).toBe(won.indexOf(true));
  });
});

describe('update', () => {
  const key = { pk: 'SEQUENCE', sk: '-' };
  const next = { text: 'ADD #n :one', names: { n: 'n' }, values: { one: 1 } };

  it('answers the item as it is afterwards; 40 at once count to 40', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => runs.update(key, next)));
    const numbers = answers.map((item) => Number(item?.n)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('answers nothing when its condition does not hold', async () => {
    const condition = { text: '#n = :expected', names: { n: 'n' }, values: { expected: -1 } };
    expect(await runs.update(key, next, condition)).toBeUndefined();
    expect((await runs.get(key))?.n).toBe(40);
  });

  it('answers an empty item when nothing but the key is left', async () => {
    await runs.put({ pk: 'x', sk: 'y', gone: 1 });
    const removed = await runs.update({ pk: 'x', sk: 'y' }, { text: 'REMOVE gone' });
    expect(removed).toEqual({ pk: 'x', sk: 'y' });
  });

  it('one value name cannot mean two things', async () => {
    const change = { text: 'SET n = :n', values: { n: 1 } };
    await expect(runs.update(key, change, { text: 'n = :n', values: { n: 2 } })).rejects.toThrow(':n');
    expect(
      await runs.update({ pk: 'n', sk: '-' }, change, { text: 'n <> :n', values: { n: 1 } }),
    ).toBeDefined();
  });
});

describe('many', () => {
  it('a partition comes by sort key, whole', async () => {
    const body = 'x'.repeat(200_000);
    for (const sk of ['c', 'a', 'b', ...Array.from({ length: 8 }, (_, i) => `d${i}`)])
      await runs.put({ pk: 'INTAKE', sk, body });
    await runs.put({ pk: 'INTAKE2', sk: 'a' });
    const sorts = (await runs.query('INTAKE')).map(({ sk }) => sk);
    expect(sorts).toEqual(['a', 'b', 'c', 'd0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7']);
    expect(await runs.query('nothing')).toEqual([]);
  });

  it('any number of keys', async () => {
    const ids = Array.from({ length: 230 }, (_, i) => `many ${i}`);
    await Promise.all(ids.map((customerId) => customers.put({ customerId })));
    const keys = [...ids, 'nobody'].map((customerId) => ({ customerId }));
    const found = await customers.getMany(keys);
    expect(found.map(({ customerId }) => customerId).sort()).toEqual([...ids].sort());
    expect(await customers.getMany([])).toEqual([]);
  });
});
