import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../../infra/local/bus.ts';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import { runningCloud } from '../../../infra/local/guard.ts';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { openTable } from '../../../shared/adapters/table.ts';
import { FIXTURES, SMALL_CLOUD } from './fixtures/small-cloud.ts';

let dir: string;
let cloud: LocalCloud | undefined;
let problems: Problem[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cloud-'));
  problems = [];
});
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<LocalCloud> {
  const clock = () => new Date('2026-10-01T00:00:00Z');
  const onProblem = (problem: Problem) => void problems.push(problem);
  cloud = await startLocalCloud({ dir, clock, onProblem, templates: SMALL_CLOUD, root: FIXTURES });
  return cloud;
}

const upload = (to: LocalCloud, name: string) => openBucket(to.buckets.uploads).put(`orders/${name}`, 'x');
const calls = async (name: string) =>
  (await openTable('small-runs').get({ pk: `intakes/${name}.json` }))?.calls;
const ended = (of: LocalCloud) => of.executions().map(({ machine, status }) => `${machine} ${status}`);

describe('the local cloud', () => {
  it('takes an upload through functions and machines, as AWS would', async () => {
    const here = await start();
    const printed = vi.spyOn(process.stdout, 'write');
    await upload(here, '订单 1.csv');
    await here.idle();
    expect(ended(here)).toEqual(['small-grade SUCCEEDED', 'small-mail SUCCEEDED']);
    expect(await calls('订单 1.csv')).toBe(1);
    expect(printed).not.toHaveBeenCalledWith(expect.stringContaining('"copy"'));
    printed.mockRestore();
    const line = JSON.parse(readFileSync(join(dir, 'log.jsonl'), 'utf8').split('\n')[0] ?? '');
    expect(line).toMatchObject({ function: 'small-copy', message: { step: 'copy', outcome: 'done' } });
  });

  it('keeps events back while a batch is uploaded', async () => {
    const here = await start();
    const release = here.bus.hold(here.machines.grade);
    await upload(here, 'a');
    await upload(here, 'b');
    await here.idle();
    expect(ended(here)).toEqual([]);
    release();
    await here.idle();
    expect(ended(here)).toHaveLength(4);
  });

  it('reports what it had to give up', async () => {
    const here = await start();
    await upload(here, 'poison');
    await here.idle();
    expect(problems).toMatchObject([{ rule: 'OnUpload', error: 'F_POISON' }]);
    expect(readdirSync(join(dir, 'dead-letters'))).toHaveLength(1);
  });

  it('serves functions that have an address, and no others', async () => {
    const here = await start();
    const base = here.urls.functions;
    const answer = await fetch(`${base}/small-page/a/b?t=1&u=%2F`, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'test' },
    });
    expect([answer.status, answer.headers.get('x-left')]).toEqual([201, 'true']);
    expect(await answer.json()).toEqual({
      method: 'POST',
      rawPath: '/a/b',
      rawQueryString: 't=1&u=%2F',
      body: Buffer.from('List-Unsubscribe=One-Click').toString('base64'),
      isBase64Encoded: true,
      agent: 'test',
    });
    expect((await fetch(`${base}/small-page/broken`)).status).toBe(502);
    expect((await fetch(`${base}/small-count/`)).status).toBe(404);
  });

  it('starts executions by hand and waits for them', async () => {
    const here = await start();
    const arn = here.start(here.machines.apply, { runId: 'r' }, 'r');
    expect(await here.waitFor(arn)).toMatchObject({ status: 'SUCCEEDED', name: 'r', output: { runId: 'r' } });
  });

  it('keeps everything over a restart: data, keys, the address of functions', async () => {
    const first = await start();
    const secret = () =>
      new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: 'tierwise-local-keys' }));
    await upload(first, 'a');
    await first.idle();
    const before = [(await secret()).SecretString, first.urls.functions];
    await first.close();
    const second = await start();
    await second.idle();
    expect([(await secret()).SecretString, second.urls.functions]).toEqual(before);
    expect(JSON.parse(before[0] ?? '').seed).toHaveLength(43);
    expect(ended(second)).toHaveLength(2);
    expect(await calls('a')).toBe(1);
  });

  it('takes its settings off again, and says where it runs while it does', async () => {
    const here = await start();
    expect(process.env.LAKE_BUCKET).toBe('small-lake');
    expect(await runningCloud(dir)).toMatchObject({ pid: process.pid, urls: { s3: here.urls.s3 } });
    await here.close();
    expect(process.env.LAKE_BUCKET).toBeUndefined();
    expect(await runningCloud(dir)).toBeUndefined();
  });

  it('does not share its folder', async () => {
    await start();
    const second = startLocalCloud({ dir, clock: () => new Date(), templates: SMALL_CLOUD, root: FIXTURES });
    await expect(second).rejects.toMatchObject({ code: 'L_STATE_IN_USE' });
    expect(await runningCloud(dir)).toBeDefined();
  });

  it('takes over the folder of a process that died', async () => {
    writeFileSync(join(dir, 'cloud.lock'), '999999');
    await start();
    expect(readFileSync(join(dir, 'cloud.lock'), 'utf8')).toBe(String(process.pid));
    await cloud?.close();
    expect(existsSync(join(dir, 'cloud.lock'))).toBe(false);
  });
});
