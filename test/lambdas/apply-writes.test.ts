import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { apply } from '../../lambdas/apply/step.ts';
import { openBeforeImages } from '../../shared/adapters/before-images.ts';
import { openCustomers } from '../../shared/adapters/customers.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { tablePace } from '../../shared/adapters/table-pace.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { PublishedSchema } from '../../shared/domain/held.ts';
import { LOCAL_SDK } from '../support/local-stores.ts';
import { mapLake } from '../support/map-lake.ts';
import { type Export, inventoryOf, order, policyWith } from '../support/measured.ts';
import { memoryBucket } from '../support/memory-bucket.ts';
import { graded } from '../support/parted-run.ts';

let dir: string;
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let tables = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tierwise-writes-'));
  dynamo = await startDynamo({ dir });
});
afterAll(async () => {
  await dynamo.close();
  await rm(dir, { recursive: true, force: true });
});

/** A customers table of its own through the real SDK; counts what is really sent, and refuses as a busy table does. */
async function customersTable() {
  tables += 1;
  const name = `customers${tables}`;
  await dynamo.createTable({ name, partitionKey: 'customerId' });
  const client = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url, maxAttempts: 1 });
  const sent: string[] = [];
  let [refusing, atOnce, most] = [(_put: number) => false, 0, 0];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName);
      sent.push(command);
      const puts = sent.filter((one) => one === 'PutItemCommand').length;
      if (command === 'PutItemCommand' && refusing(puts))
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
      atOnce += 1;
      most = Math.max(most, atOnce);
      return next(args).finally(() => {
        atOnce -= 1;
      });
    },
    { step: 'finalizeRequest' },
  );
  const count = (command: string): number => sent.filter((one) => one === `${command}Command`).length;
  return {
    customers: openCustomers(openTable(name, client)),
    puts: () => count('PutItem'),
    gets: () => count('GetItem'),
    most: () => most,
    refuse: (which: (put: number) => boolean) => {
      refusing = which;
    },
    forget: () => {
      sent.length = 0;
      most = 0;
    },
    close: () => client.destroy(),
  };
}

const RULES = policyWith({});
const CUSTOMERS = 60;
const lake = memoryBucket('lake');
let table: Awaited<ReturnType<typeof customersTable>>;
beforeEach(async () => {
  table = await customersTable();
});
afterEach(() => table.close());

const bought = (from: number, to: number, day: string): Export => ({
  kind: 'orders',
  rows: Array.from({ length: to - from }, (_, i) =>
    order({ customer_id: `c${from + i}`, ordered_at: `${day}T08:00:00Z`, amount: 1000 + (from + i) * 10 }),
  ),
});

/** Grades everything as the machine does, on the run before; gives the run. */
async function run(runId: string, exports: Export[], base: Inventory['base']): Promise<Inventory> {
  const made = mapLake();
  const listed = await inventoryOf(made, { exports, policy: RULES });
  for (const [key, body] of made.objects) lake.store(key, body);
  const runSeq = Number(runId.slice(1));
  const inventory: Inventory = { ...listed, runId, runSeq, base, uncommitted: [] };
  await graded(lake, { inventory, policy: RULES }, { customersPerPart: 1000 });
  return inventory;
}

const applying = (runId: string, { milliseconds = () => 900_000, atOnce = 8 } = {}) =>
  apply({
    ...{ ...openRunFolder(lake), ...openBeforeImages(lake), ...table.customers },
    paced: tablePace(atOnce, milliseconds, async () => undefined),
  })({ runId, part: 0 });

const baseOf = ({ runId, runSeq, asOf }: Inventory): Inventory['base'] => ({
  ...{ version: 1, runId, runSeq, asOf, parts: 1, modelRunId: runId },
  ...{ servedPeriod: '2026-Q3', periodicAsOf: asOf },
});

const standingOf = (count: number) =>
  table.customers.standing(Array.from({ length: count }, (_, i) => `c${i}`));

describe('calls of the customers table', () => {
  it('are as many writes as customers whose item changed, and none of a periodic run with nothing new', async () => {
    const first = [bought(0, CUSTOMERS, '2026-08-01')];
    const one = await run('r1', first, null);
    await applying('r1');
    expect([table.puts(), table.gets()]).toEqual([CUSTOMERS, 0]);
    const before = await standingOf(CUSTOMERS);

    table.forget();
    const two = await run('r2', first, baseOf(one));
    expect(await applying('r2')).toEqual({ changes: 0, written: 0 });
    expect([table.puts(), table.gets()]).toEqual([0, 0]);

    table.forget();
    await run('r3', [...first, bought(10, 13, '2026-09-01')], baseOf(two));
    await applying('r3');
    const writes = table.puts();
    const after = await standingOf(CUSTOMERS);
    const changed = after.filter((item, i) => JSON.stringify(item.item) !== JSON.stringify(before[i]?.item));
    expect(writes).toBe(changed.length);
    expect(after.filter(({ runSeq }) => runSeq === 3)).toHaveLength(writes);
    expect(writes).toBeGreaterThanOrEqual(3);
    expect(writes).toBeLessThan(CUSTOMERS);
  }, 60_000);
});

describe('a part', () => {
  const changes = Array.from({ length: 200 }, (_, i) => ({
    ...{ customerId: `c${i}`, previousTier: null, change: 'joined', cause: '' },
    published: PublishedSchema.parse({
      ...{ customerId: `c${i}`, tier: 'gold', since: '2026-09-30', scores: {}, firstOrderDate: null },
      ...{ lastOrderDate: null, orders: 1, spent: i, currency: 'CNY', stage: null, segments: {}, flags: [] },
      ...{ preferences: {}, columns: {}, overrideUntil: null, history: [], receipt: 'r9' },
    }),
  }));
  let lakes = 0;
  /** One that writes 200 customers, in a run folder of its own. */
  function part(over: { milliseconds?: () => number; atOnce?: number } = {}) {
    lakes += 1;
    const { milliseconds = () => 900_000, atOnce = 8 } = over;
    const folder = memoryBucket(`lake${lakes}`);
    return (ms = milliseconds) =>
      apply({
        ...{ ...openRunFolder(folder), ...openBeforeImages(folder), ...table.customers },
        inventory: async () => ({ runSeq: 9 }),
        changes: async () => changes as never,
        paced: tablePace(atOnce, ms, async () => undefined),
      })({ runId: 'r9', part: 0 });
  }
  const written = async () => (await standingOf(200)).filter(({ runSeq }) => runSeq === 9).length;

  it('waits where the table refuses, and loses no change', async () => {
    table.refuse((put) => put % 3 === 0);
    expect(await part()()).toEqual({ changes: 200, written: 200 });
    expect(await written()).toBe(200);
    expect(table.gets()).toBe(0);
  });

  it('asks for more as long as all is granted, and for less where it is refused', async () => {
    await part({ atOnce: 2 })();
    const granted = table.most();
    expect(granted).toBeGreaterThan(8);
    const busy = await customersTable();
    table.close();
    table = busy;
    table.refuse((put) => put % 2 === 0);
    await part({ atOnce: 2 })();
    expect(table.most()).toBeLessThanOrEqual(2);
    expect(await written()).toBe(200);
  });

  it('whose time is up hands back, and goes on where it stopped: no item is written twice', async () => {
    const calls = part();
    let left = 9;
    await expect(calls(() => (left-- > 0 ? 900_000 : 0))).rejects.toMatchObject({
      name: 'E_TABLE_BUSY',
      message: expect.stringMatching(/\d+ are left/),
    });
    const first = table.puts();
    expect(first).toBeGreaterThan(50);
    expect(await written()).toBe(first);
    expect(await calls()).toEqual({ changes: 200, written: 200 });
    expect([table.puts(), table.gets()]).toEqual([200, 0]);
    await calls();
    expect(table.puts()).toBe(200);
  });

  it('ends at any other failure, after the writes under way', async () => {
    table.refuse(() => {
      throw new TypeError('broken');
    });
    await expect(part()()).rejects.toThrow(TypeError);
    expect(table.puts()).toBe(8);
  });
});
