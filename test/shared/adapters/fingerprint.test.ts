import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { memoryOf, notePass } from '../../../shared/adapters/fingerprint.ts';
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

const mark = (fingerprint: string, passes = 0) => ({ sid: GENERATION_SID, fingerprint, passes });

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

  it('is gone with a ledger that was set back to before any pass that was counted', async () => {
    const { ask, runs, ledger } = await installation();
    await ask();
    for (let pass = 0; pass < 3; pass += 1) expect(await notePass(runs, ledger)).toBe('whole');
    expect([await ask(), await ledger.get({ sid: GENERATION_SID })]).toEqual(['whole', mark('f', 3)]);
    await ledger.put(mark('f', 2));
    expect([await ask(), await ask()]).toEqual(['otherLedger', 'otherLedger']);
  });

  it('is whole when a pass died between the two tables, or was counted twice', async () => {
    const { ask, runs, ledger } = await installation();
    await ask();
    const killed = { ...runs, update: async () => Promise.reject(new Error('killed')) };
    await expect(notePass(killed, ledger)).rejects.toThrow('killed');
    expect(await ask()).toBe('whole');
    await Promise.all([notePass(runs, ledger), notePass(runs, ledger), notePass(runs, ledger)]);
    expect(await ask()).toBe('whole');
    expect(await runs.get({ pk: 'KEYS', sk: 'FINGERPRINT' })).toMatchObject({ passes: 4 });
  });

  it('is not that of a table that was restored in place of the first one, whatever it holds', async () => {
    const { ask, runs, ledger } = await installation();
    await ask();
    await notePass(runs, ledger);
    const restored = { ...ledger, identity: async () => 'another table of the same name' };
    expect([await ask('f', restored), await ask()]).toEqual(['otherLedger', 'whole']);
  });

  it('a pass over a ledger that has lost its mark is not counted', async () => {
    const { ask, runs, ledger } = await installation();
    await ask();
    await ledger.remove({ sid: GENERATION_SID });
    expect(await notePass(runs, ledger)).toBe('otherLedger');
    expect(await ledger.get({ sid: GENERATION_SID })).toBeUndefined();
  });
});
