import type { ServerResponse } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { openSes } from '../../shared/adapters/ses.ts';
import { LOCAL_SDK } from '../support/local-stores.ts';
import { accept, oddServer } from '../support/odd-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(behave: Parameters<typeof oddServer>[0]) {
  const opened = await oddServer(behave);
  closing.push(opened.close);
  return opened;
}

const mail = {
  from: 'a@example.com',
  to: 'b@example.com',
  raw: Buffer.from('Subject: x\r\n\r\nx'),
  configurationSet: 'set',
  tags: { sid: 'abc' },
};

/** Resolves with what the SDK says when the time is over, and with the request that it then leaves open. */
async function unanswered(throwOnRequestTimeout: boolean) {
  let open: ServerResponse | undefined;
  const silent = await server((_, response) => {
    open = response;
  });
  let warned: (text: string) => void = () => undefined;
  const warning = new Promise<string>((resolve) => {
    warned = resolve;
  });
  const logger = { ...console, warn: (text: string) => warned(text) };
  const requestHandler = new NodeHttpHandler({ requestTimeout: 300, throwOnRequestTimeout, logger });
  const sending = openSes({ endpoint: silent.url, ...LOCAL_SDK, requestHandler }).sendRaw(mail);
  return { sending, warning, silent, answer: () => open && accept(open.req, open) };
}

describe('SES that never answers (F5)', () => {
  it('one request, unknown after the time-out, because the time-out throws', async () => {
    const { sending, silent } = await unanswered(true);
    expect(await sending).toEqual({ kind: 'unknown', reason: 'timeout' });
    expect(silent.count.requests).toBe(1);
  });

  it('with the option taken away the SDK only warns and waits on, which is why it must stand there', async () => {
    const { sending, warning, answer } = await unanswered(false);
    expect(await warning).toContain('exceeded the configured 300 ms requestTimeout');
    const still = await Promise.race([sending, Promise.resolve('still waiting')]);
    expect(still).toBe('still waiting');
    answer();
    expect((await sending).kind).toBe('sent');
  });
});

describe('a socket that went stale while the function was frozen (F17)', () => {
  it('is never used: each of 100 sends has a connection of its own, and none ends unknown', async () => {
    const shop = await server((request, response) => {
      accept(request, response);
      shop.dropIdle();
    });
    const ses = openSes({ endpoint: shop.url, ...LOCAL_SDK });
    const verdicts = [];
    for (let n = 0; n < 100; n += 1) verdicts.push((await ses.sendRaw(mail)).kind);
    expect(verdicts.filter((kind) => kind !== 'sent')).toEqual([]);
    expect(shop.count).toEqual({ requests: 100, connections: 100 });
  });
});
