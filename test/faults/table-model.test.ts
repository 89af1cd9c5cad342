import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { type Expression, type Item, openTable, type Table } from '../../shared/adapters/table.ts';
import { credentials, removeFolder, temporaryFolder } from '../infra/local/servers/s3-support.ts';
import { openModel, tableModel } from '../support/dynamo/table.ts';

const dir = temporaryFolder();
let server: Awaited<ReturnType<typeof startDynamo>>;
const tables: Record<'model' | 'dynalite', Table[]> = {
  model: [openModel(tableModel('one', ['id'])), openModel(tableModel('two', ['pk', 'sk']))],
  dynalite: [],
};
beforeAll(async () => {
  server = await startDynamo({ dir });
  await server.createTable({ name: 'one', partitionKey: 'id' });
  await server.createTable({ name: 'two', partitionKey: 'pk', sortKey: 'sk' });
  const client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials });
  tables.dynalite = ['one', 'two'].map((name) => openTable(name, client));
});
afterAll(async () => {
  await server.close();
  removeFolder(dir);
});

const table = (kind: 'model' | 'dynalite', shape: 'one' | 'two'): Table => {
  const found = tables[kind][shape === 'one' ? 0 : 1];
  if (!found) throw new Error('no table');
  return found;
};

/** What a call came to: its answer, or that DynamoDB finds the request wrong. */
async function answer(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await call() };
  } catch (error) {
    return /Validation/.test(String(error)) ? 'ValidationException' : error;
  }
}

let count = 0;
/** The same write on an item of its own in both; the answers and what stands there afterwards. */
async function inBoth(item: Item | undefined, change: Expression, condition?: Expression) {
  count += 1;
  const key = { id: `item ${count}` };
  const of = async (kind: 'model' | 'dynalite') => {
    const one = table(kind, 'one');
    if (item) await one.put({ ...key, ...item });
    const said = await answer(() => one.update(key, change, condition));
    return { said, left: await one.get(key) };
  };
  return { model: await of('model'), dynalite: await of('dynalite') };
}

const ITEMS: (Item | undefined)[] = [
  undefined,
  {},
  { n: 1 },
  { n: 2, s: 'a', m: { x: 1 } },
  { s: 'b', n: '2', m: { x: 'y', l: [1, 2] }, l: ['p'] },
  { n: null, m: {}, l: [] },
];
const anyItem = fc.constantFrom(...ITEMS);

const CONDITIONS: Expression[] = [
  { text: 'attribute_not_exists(id)' },
  { text: 'attribute_exists(m.x)' },
  { text: 'attribute_not_exists(m.#x) OR m.#x = :one', names: { x: 'x' }, values: { one: 1 } },
  { text: '#n = :one', names: { n: 'n' }, values: { one: 1 } },
  { text: '#n <> :one', names: { n: 'n' }, values: { one: 1 } },
  { text: 'n < :two', values: { two: 2 } },
  { text: 'n <= :two AND NOT s = :a', values: { two: 2, a: 'a' } },
  { text: 's IN (:a, :b)', values: { a: 'a', b: 'b' } },
  { text: '(n > :one OR n >= :one) AND attribute_exists(s)', values: { one: 1 } },
  { text: 'NOT (attribute_exists(n) OR s = :b)', values: { b: 'b' } },
  { text: 'm.l[1] = :two', values: { two: 2 } },
  { text: 'NOT contains(l, :p)', values: { p: 'p' } },
  { text: 'contains(m.l, :two) OR contains(s, :a)', values: { two: 2, a: 'a' } },
];
const anyCondition = fc.constantFrom(undefined, ...CONDITIONS);

const CHANGES: Expression[] = [
  { text: 'SET n = :five', values: { five: 5 } },
  { text: 'SET #n = if_not_exists(#n, :five)', names: { n: 'n' }, values: { five: 5 } },
  { text: 'SET l = list_append(if_not_exists(l, :none), :more)', values: { none: [], more: ['q'] } },
  { text: 'SET m.#k = :five, s = :c', names: { k: 'k' }, values: { five: 5, c: 'c' } },
  { text: 'SET m = :map REMOVE s', values: { map: { y: [1, { z: 'w' }] } } },
  { text: 'REMOVE m.x, l' },
  { text: 'REMOVE m.#x ADD version :five', names: { x: 'x' }, values: { five: 5 } },
  { text: 'ADD n :five', values: { five: 5 } },
  { text: 'ADD #a :five, #b :six', names: { a: 'a', b: 'b' }, values: { five: 5, six: 6 } },
  { text: 'SET n = n + :five', values: { five: 5 } },
  { text: 'SET n = :five - n, s = :c', values: { five: 5, c: 'c' } },
  { text: 'SET s = n, n = s' },
  { text: 'SET n = :five', values: { five: 5, unused: 6 } },
];

describe('the table model answers as dynalite does', () => {
  it.each(CHANGES.map((change) => [change.text, change] as const))('update: %s', async (_, change) => {
    for (const item of ITEMS) {
      const { model, dynalite } = await inBoth(item, change);
      expect([item, model]).toEqual([item, dynalite]);
    }
  });

  it.each(CONDITIONS.map((condition) => [condition.text, condition] as const))(
    'condition: %s',
    async (_, condition) => {
      const answers = new Set<boolean>();
      for (const item of ITEMS) {
        const { model, dynalite } = await inBoth(
          item,
          { text: 'SET seen = :yes', values: { yes: true } },
          condition,
        );
        expect([item, model]).toEqual([item, dynalite]);
        answers.add(model.left?.seen === true);
      }
      expect(answers).toEqual(new Set([true, false]));
    },
  );

  it('any change under any condition on any item', async () => {
    const anyChange = fc.constantFrom(...CHANGES);
    await fc.assert(
      fc.asyncProperty(anyItem, anyChange, anyCondition, async (item, change, condition) => {
        fc.pre(!clash(change, condition));
        const { model, dynalite } = await inBoth(item, change, condition);
        expect(model).toEqual(dynalite);
      }),
      { numRuns: 300 },
    );
  });

  it('puts and removals under any condition', async () => {
    const anyCall = fc.record({ remove: fc.boolean(), item: anyItem, condition: anyCondition });
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { maxLength: 6 }), async (calls) => {
        count += 1;
        const key = { id: `item ${count}` };
        const run = async (kind: 'model' | 'dynalite') => {
          const one = table(kind, 'one');
          const said = [];
          for (const { remove, item, condition } of calls)
            said.push(
              await answer(() =>
                remove ? one.remove(key, condition) : one.put({ ...key, ...item }, condition),
              ),
            );
          return { said, left: await one.get(key), many: await one.getMany([key, { id: 'nobody' }]) };
        };
        expect(await run('model')).toEqual(await run('dynalite'));
      }),
      { numRuns: 60 },
    );
  });

  it('a partition comes by the bytes of its sort key, and without fields that are undefined', async () => {
    const sorts = ['b', 'a', 'é', 'Z', '中', '~', 'a1', ''].filter((sk) => sk !== '');
    for (const kind of ['model', 'dynalite'] as const)
      for (const sk of sorts)
        await table(kind, 'two').put({ pk: 'p', sk, none: undefined, deep: { none: undefined, n: 1.5 } });
    const [model, dynalite] = [
      await table('model', 'two').query('p'),
      await table('dynalite', 'two').query('p'),
    ];
    expect(model).toEqual(dynalite);
    expect(model).toHaveLength(sorts.length);
    expect(await table('model', 'two').query('other')).toEqual([]);
  });

  it('what it hands out and takes in stays its own', async () => {
    const one = table('model', 'one');
    const given = { id: 'own', list: [1] };
    await one.put(given);
    given.list.push(2);
    const read = (await one.get({ id: 'own' })) ?? {};
    (read.list as number[]).push(3);
    expect(await one.get({ id: 'own' })).toEqual({ id: 'own', list: [1] });
  });

  it('language that the product does not speak is refused, not guessed at', async () => {
    const one = table('model', 'one');
    const wrong = [
      () => one.update({ id: 'a' }, { text: 'DELETE tags :t', values: { t: 'x' } }),
      () => one.put({ id: 'a' }, { text: 'size(n) > :n', values: { n: 1 } }),
      () => one.put({ id: 'a' }, { text: 'n BETWEEN :a AND :b', values: { a: 1, b: 2 } }),
      () => one.put({ id: 'a' }, { text: 'n = :missing' }),
    ];
    for (const call of wrong) expect(await answer(call)).toBe('ValidationException');
  });
});

/** The same name with two values in a change and its condition cannot be asked at all. */
const clash = (change: Expression, condition: Expression | undefined): boolean =>
  Object.entries(condition?.values ?? {}).some(
    ([name, value]) => name in (change.values ?? {}) && change.values?.[name] !== value,
  );
