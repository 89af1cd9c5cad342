import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { openChunkClaims } from '../../../shared/adapters/chunk-claims.ts';
import { openLedger } from '../../../shared/adapters/ledger.ts';
import { openSenders } from '../../../shared/adapters/senders.ts';
import { openTable, type Table } from '../../../shared/adapters/table.ts';
import type { LedgerRow } from '../../../shared/contract/mails.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const dir = mkdtempSync(join(tmpdir(), 'tierwise-stores-'));
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let table: Table;
let runs: Table;
beforeAll(async () => {
  dynamo = await startDynamo({ dir });
  await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
  await dynamo.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
  const client = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url });
  [table, runs] = [openTable('ledger', client), openTable('runs', client)];
});
afterAll(async () => {
  await dynamo.close();
  rmSync(dir, { recursive: true, force: true });
});

const rowOf = (own: Partial<LedgerRow> = {}): LedgerRow => ({
  ...{ sid: randomUUID(), mailbox: 'm', campaignId: 'c', customer: 'c1', runId: 'r1', state: 'sending' },
  ...{ owner: 'a', startedAt: 1, epoch: 5, facts: {} },
  ...own,
});
/** A write that the SDK repeats because its answer was lost. */
const repeating = (): Table => ({
  ...table,
  async put(item, condition) {
    await table.put(item, condition);
    return table.put(item, condition);
  },
});

describe('a row of the ledger', () => {
  it.each([
    ['sending', 6, false],
    ['claimed', 4, false],
    ['claimed', 5, true],
    ['claimed', 6, true],
    ...(['sent', 'unknown', 'released', 'refused', 'suppressed', 'capped'] as const).map(
      (state) => [state, 6, false] as const,
    ),
  ] as const)(
    'over one that is %s under epoch 5, one of epoch %i is written: %s',
    async (state, epoch, written) => {
      const standing = rowOf({ state });
      await table.put(standing);
      const next = rowOf({ sid: standing.sid, owner: 'b', epoch });
      expect(await openLedger(table).write(next)).toBe(written);
      expect(await table.get({ sid: standing.sid })).toEqual(written ? next : standing);
    },
  );

  it('that an earlier program set free, without an epoch, is free', async () => {
    const { epoch: _, ...earlier } = rowOf({ state: 'claimed' });
    await table.put(earlier);
    expect(await openLedger(table).write(rowOf({ sid: earlier.sid, owner: 'b' }))).toBe(true);
  });

  it('of an earlier program has the customer id in place of its HMAC', async () => {
    const { customer: _, ...earlier } = rowOf();
    await table.put({ ...earlier, customerId: 'c1' });
    const found = (await openLedger(table).find([earlier.sid])).get(earlier.sid);
    expect(found).toEqual({ ...earlier, customer: 'c1' });
  });

  it('whose write was repeated is ours, and nobody else’s', async () => {
    const row = rowOf();
    expect(await openLedger(repeating()).write(row)).toBe(true);
    expect(await openLedger(table).write({ ...row, owner: 'b' })).toBe(false);
  });

  it('that was ours and is unknown meanwhile is not ours to send', async () => {
    const row = rowOf();
    await table.put({ ...row, state: 'unknown' });
    expect(await openLedger(table).write(row)).toBe(false);
  });

  it.each([
    ['sent', 'sending', 'sent'],
    ['sent', 'unknown', 'sent'],
    ['claimed', 'unknown', 'unknown'],
    ['refused', 'unknown', 'unknown'],
    ['unknown', 'sent', 'sent'],
  ] as const)('settled as %s where it stands as %s ends as %s', async (state, standing, expected) => {
    const row = rowOf();
    await table.put({ ...row, state: standing });
    await openLedger(table).settle(row, { state });
    expect((await table.get({ sid: row.sid }))?.state).toBe(expected);
  });

  it('of another try is not settled', async () => {
    const row = rowOf();
    await table.put(row);
    await openLedger(table).settle({ ...row, owner: 'b' }, { state: 'sent' });
    expect((await table.get({ sid: row.sid }))?.state).toBe('sending');
  });

  it.each([
    ['unknown', 'released'],
    ['sent', 'sent'],
    ['sending', 'sending'],
  ] as const)('let go by a person as %s is %s', async (state, expected) => {
    const row = rowOf({ state });
    await table.put(row);
    await openLedger(table).release(row.sid);
    expect((await table.get({ sid: row.sid }))?.state).toBe(expected);
  });
});

describe('the claim of a chunk', () => {
  const claimOf = (owner: string, epoch = 1, leaseUntil = 100) => ({
    sid: `#claim/${randomUUID()}`,
    owner,
    epoch,
    leaseUntil,
  });

  it('is taken by one of many', async () => {
    const { take } = openChunkClaims(table);
    const first = claimOf('a');
    const all = ['a', 'b', 'c', 'd'].map((owner) => take({ ...first, owner }, undefined));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
  });

  it('whose write was repeated is ours', async () => {
    expect(await openChunkClaims(repeating()).take(claimOf('a'), undefined)).toBe(true);
  });

  it('is taken over as it was read, and not when its owner has made it last on', async () => {
    const { take, extend, find } = openChunkClaims(table);
    const first = claimOf('a');
    await take(first, undefined);
    expect(await extend(first, 200)).toBe(true);
    const next = { ...first, owner: 'b', epoch: 2, leaseUntil: 300 };
    expect(await take(next, first)).toBe(false);
    expect(await take(next, { ...first, leaseUntil: 200 })).toBe(true);
    expect(await extend(first, 400)).toBe(false);
    expect((await find([first.sid])).get(first.sid)).toEqual(next);
  });
});

describe('the runs of a campaign', () => {
  it('are listed once each, in their order, though two workers note one at the same time', async () => {
    const { register, find } = openCampaigns(runs);
    const id = randomUUID();
    await Promise.all([register(id, 'news', 'r1'), register(id, 'news', 'r1')]);
    await register(id, 'news', 'r2');
    await register(id, 'news', 'r1');
    expect((await find([id])).get(id)?.runs).toEqual(['r1', 'r2']);
  });
});

describe('the workers that send', () => {
  it('each hears of the others; who leaves or has long been silent is gone', async () => {
    const { beat, leave } = openSenders(runs);
    const HOUR = 3_600_000;
    expect(await beat('a', 0)).toEqual([0]);
    expect(await beat('b', 1000)).toEqual([0, 1000]);
    await leave('b');
    expect(await beat('c', HOUR)).toEqual([0, HOUR]);
    await beat('c', HOUR + 1);
    expect(await beat('c', HOUR + 2)).toEqual([HOUR + 2]);
  });
});
