import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openSes } from '../../../shared/adapters/ses.ts';

type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A tiny server that behaves badly, counting the requests it gets. */
async function playing(behave: Behaviour) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => behave(request, response, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

const sesAt = (port: number) =>
  openSes({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
const mail = {
  from: 'a@example.com',
  to: 'b@example.com',
  raw: Buffer.from('Subject: x\r\n\r\nx'),
  configurationSet: 'set',
  tags: { sid: 'abc' },
};
const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const OK =
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';
const xml =
  (status: number, body: string): Behaviour =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };

describe('SES over HTTP: one request each, and what it came to', () => {
  const rows: [string, Behaviour, object][] = [
    ['accepted', xml(200, OK), { kind: 'sent', messageId: 'm-1' }],
    ['accepted, unreadable', xml(200, '<<<'), { kind: 'sent', messageId: '' }],
    ['rejected', xml(400, error('MessageRejected', 'no')), { kind: 'refused', code: 'MessageRejected' }],
    [
      'too fast',
      xml(400, error('Throttling', 'Maximum sending rate exceeded.')),
      { kind: 'retry', cause: 'rate' },
    ],
    [
      'used up',
      xml(400, error('Throttling', 'Daily message quota exceeded.')),
      { kind: 'retry', cause: 'daily' },
    ],
    ['500', xml(500, error('InternalFailure', 'x')), { kind: 'unknown', reason: 'http_5xx' }],
    ['503 without XML', xml(503, 'busy'), { kind: 'unknown', reason: 'http_5xx' }],
    ['reset', (request) => request.socket.resetAndDestroy(), { kind: 'unknown', reason: 'reset' }],
    ['closed', (request) => request.socket.end(), { kind: 'unknown', reason: 'reset' }],
    ['no answer for 10 s', () => undefined, { kind: 'unknown', reason: 'timeout' }],
  ];
  it.each(rows)('%s', async (_, behave, expected) => {
    const server = await playing(behave);
    expect(await sesAt(server.port).sendRaw(mail)).toMatchObject(expected);
    expect(server.requests()).toBe(1);
  });

  it('a body that is cut off is never repeated', async () => {
    const server = await playing((request, response) => {
      response.writeHead(200, { 'content-length': '500' }).write(OK.slice(0, 20));
      setTimeout(() => request.socket.destroy(), 50);
    });
    expect((await sesAt(server.port).sendRaw(mail)).kind).toMatch(/^(sent|unknown)$/);
    expect(server.requests()).toBe(1);
  });

  it('nobody listening is a definite no', async () => {
    const gone = createTcpServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await sesAt(port).sendRaw(mail)).toMatchObject({ kind: 'retry', cause: 'unreached' });
  });

  it('sends what it was given, on a connection of its own', async () => {
    const seen: { body: URLSearchParams; connection: string | undefined }[] = [];
    const server = await playing((request, response, body) => {
      seen.push({ body: new URLSearchParams(body), connection: request.headers.connection });
      xml(200, OK)(request, response, body);
    });
    await sesAt(server.port).sendRaw(mail);
    const { body, connection } = seen[0] ?? { body: new URLSearchParams(), connection: '' };
    expect(connection).toBe('close');
    expect(body.get('Destinations.member.1')).toBe('b@example.com');
    expect(body.get('ConfigurationSetName')).toBe('set');
    expect([body.get('Tags.member.1.Name'), body.get('Tags.member.1.Value')]).toEqual(['sid', 'abc']);
  });
});

describe('the source', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const sources = ['shared', 'lambdas', 'infra'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
  );
  const users = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

  it('makes a client of SES in one place, that never repeats by itself', () => {
    expect(users(/new SESClient\(/)).toEqual(['shared/adapters/ses.ts']);
    const text = readFileSync(join(root, 'shared/adapters/ses.ts'), 'utf8');
    for (const setting of ['maxAttempts: 1', 'keepAlive: false', 'throwOnRequestTimeout: true'])
      expect(text).toContain(setting);
    expect(text.match(/new SESClient\(/g)).toHaveLength(1);
  });

  it('sends through that place alone', () => {
    expect(users(/SendRawEmailCommand|SendEmailCommand|SendTemplatedEmail|SendBulk/)).toEqual([
      'shared/adapters/ses.ts',
    ]);
  });
});
