import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crashInState, crashSwitch, withCrash } from '../../../infra/local/crash.ts';

const PROGRAM = fileURLToPath(new URL('./fixtures/small-program.ts', import.meta.url));
const ALL = ['small-grade SUCCEEDED Started', 'small-mail SUCCEEDED Sent'];

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the small cloud in a process of its own. */
async function play(crash: string | undefined, upload?: string) {
  const env = { ...process.env, ...(crash ? { TIERWISE_CRASH: crash } : {}) };
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, dir, ...(upload ? [upload] : [])], {
    env,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code, signal] = await once(child, 'close');
  const said = Buffer.concat(chunks).toString('utf8');
  return { code, signal, ended: said ? JSON.parse(said) : undefined };
}

describe('a process that is killed', () => {
  // The first put is the upload itself; the second is the copy into the lake.
  const switches = [
    's3:PutObject:2:before',
    's3:PutObject:2:after',
    'dynamo:UpdateItem:1:after',
    'state:StartMail:1:after',
  ];
  it.each(switches)('at %s loses nothing', async (crash) => {
    expect(await play(crash, 'a')).toMatchObject({ code: null, signal: 'SIGKILL' });
    const next = await play(undefined);
    expect(next).toMatchObject({ code: 0 });
    // At least once: what was under way may have been done again.
    expect(new Set(next.ended)).toEqual(new Set(ALL));
    expect(readdirSync(join(dir, 'events'))).toEqual([]);
    expect(readdirSync(join(dir, 'dead-letters'))).toEqual([]);
  });

  it('runs undisturbed without the switch', async () => {
    expect(await play(undefined, 'a')).toEqual({ code: 0, signal: null, ended: ALL });
  });
});

describe('the switch', () => {
  it.each(['s3:PutObject', 'redis:Get:1:after', 's3:PutObject:0:after', 's3:PutObject:1:during'])(
    'refuses %s',
    (text) => {
      expect(() => crashSwitch(text)).toThrow();
    },
  );

  it('is off when it is not set', () => {
    const listener = () => undefined;
    expect(withCrash(crashSwitch(undefined), 's3', listener)).toBe(listener);
  });

  it('counts states, at the moment that was asked for', () => {
    const kills: string[] = [];
    const moment = crashInState(crashSwitch('state:Plan:2:after', () => void kills.push('kill')));
    for (const when of ['before', 'after', 'before'] as const) moment('Plan', when);
    expect(kills).toEqual([]);
    moment('Plan', 'after');
    expect(kills).toEqual(['kill']);
  });

  it('tells SES requests apart by their body, which arrives whole', async () => {
    const happened: string[] = [];
    const crash = crashSwitch('ses:SendRawEmail:2:before', () => void happened.push('kill'));
    const server = createServer(
      withCrash(crash, 'ses', async (req, res) => {
        let size = 0;
        for await (const chunk of req) size += chunk.length;
        happened.push(String(size));
        res.end();
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const action of ['SendRawEmail', 'GetSendQuota', 'SendRawEmail']) {
      const body = `Action=${action}&Version=2010-12-01&RawMessage.Data=${'A'.repeat(200_000)}`;
      const sent = request({ port, method: 'POST' }).end(body);
      const [response] = await once(sent, 'response');
      response.resume();
      await once(response, 'end');
    }
    server.close();
    expect(happened).toEqual(['200055', '200055', 'kill', '200055']);
  });
});
