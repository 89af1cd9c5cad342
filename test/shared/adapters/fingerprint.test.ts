import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { memoryOf } from '../../../shared/adapters/fingerprint.ts';
import { openTable } from '../../../shared/adapters/table.ts';
import { GENERATION_SID } from '../../../shared/contract/mails.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const dir = mkdtempSync(join(tmpdir(), 'tierwise-memory-'));
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo({ dir });
});
afterAll(async () => {
  await dynamo.close();
  rmSync(dir, { recursive: true, force: true });
});

async function table(partitionKey: string, sortKey?: string) {
  const name = randomUUID();
  await dynamo.createTable({ name, partitionKey, sortKey });
  return openTable(name, new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url }));
}

async function installation() {
  const [runs, ledger] = [await table('pk', 'sk'), await table('sid')];
  return { runs, ledger, ask: (fingerprint = 'f', of = ledger) => memoryOf(runs, of, fingerprint) };
}

const mark = (fingerprint: string) => ({ sid: GENERATION_SID, fingerprint });

describe('the memory of whom was written to', () => {
  it('begins with the first that ask, several at once, and stays', async () => {
    const { ask, runs, ledger } = await installation();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['whole', 'whole', 'whole']);
    expect(await ask()).toBe('whole');
    expect(await ledger.get({ sid: GENERATION_SID })).toEqual(mark('f'));
    expect(await runs.get({ pk: 'KEYS', sk: 'FINGERPRINT' })).toMatchObject({ ledger: ledger.name });
  });

  it('was begun by somebody who was killed between the two writes', async () => {
    const { ask, runs, ledger } = await installation();
    const killed = { ...runs, put: async () => Promise.reject(new Error('killed')) };
    await expect(memoryOf(killed, ledger, 'f')).rejects.toThrow('killed');
    expect([await ask(), await ask()]).toEqual(['whole', 'whole']);
  });

  it('is gone with an emptied ledger, and does not begin again by itself', async () => {
    const { ask, ledger } = await installation();
    await ask();
    await ledger.remove({ sid: GENERATION_SID });
    expect([await ask(), await ask()]).toEqual(['otherLedger', 'otherLedger']);
  });

  it('is not that of another table: a fresh one, or an older copy with the mark in it', async () => {
    const { ask } = await installation();
    await ask();
    const [fresh, copy] = [await table('sid'), await table('sid')];
    await copy.put(mark('f'));
    expect([await ask('f', fresh), await ask('f', copy)]).toEqual(['otherLedger', 'otherLedger']);
  });

  it('is not that of other keys, though the runs table was lost', async () => {
    const { ask, runs } = await installation();
    await ask();
    expect(await ask('other')).toBe('otherKeys');
    await runs.remove({ pk: 'KEYS', sk: 'FINGERPRINT' });
    expect(await ask('other')).toBe('otherKeys');
    expect(await ask()).toBe('whole');
  });

  it('goes on where an earlier program had noted the keys alone', async () => {
    const { ask, runs } = await installation();
    await runs.put({ pk: 'KEYS', sk: 'FINGERPRINT', fingerprint: 'f' });
    expect([await ask(), await ask('other')]).toEqual(['whole', 'otherKeys']);
  });
});
