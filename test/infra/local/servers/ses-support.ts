import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SesEvent } from '../../../../infra/local/servers/ses/events.ts';
import { type Ses, type SesOptions, startSes } from '../../../../infra/local/servers/ses/server.ts';

export const NOW = new Date('2026-10-01T01:02:03.000Z');

export interface Bench {
  ses: Ses;
  client: SESClient;
  events: SesEvent[];
  /** What was published to topics. */
  messages: { topic: string; told: SesEvent['detail'] }[];
  dir: string;
  /** Ends the server and starts another one on the same folder. */
  again(options?: Partial<SesOptions>): Promise<Bench>;
  close(): Promise<void>;
}

export async function bench(options: Partial<SesOptions> = {}): Promise<Bench> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'tierwise-ses-'));
  const events: SesEvent[] = [];
  const onEvent = (event: SesEvent) => void events.push(event);
  const messages: Bench['messages'] = [];
  const onMessage = (topic: string, body: string) => void messages.push({ topic, told: JSON.parse(body) });
  const ses = await startSes({ clock: () => NOW, onEvent, onMessage, ...options, dir });
  const client = clientOf(ses.url);
  const close = async () => {
    client.destroy();
    await ses.close();
  };
  const again = async (changed: Partial<SesOptions> = {}) => {
    await close();
    return bench({ ...options, ...changed, dir });
  };
  return { ses, client, events, messages, dir, again, close };
}

/** `requestTimeout` in milliseconds: as long as a busy machine may need, except where no answer ever comes. */
export const clientOf = (endpoint: string, requestTimeout = 30_000): SESClient =>
  new SESClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true }),
  });

interface MailParts {
  from?: string;
  to?: string;
  subject?: string;
  headers?: string[];
  html?: string;
  text?: string;
}

/** A raw mail of two alternatives; an empty header is left out. */
export function rawMail(parts: MailParts = {}): Buffer {
  const { from = 'Shop <shop@example.com>', to = 'ann@example.org', subject = 'Hello' } = parts;
  const { headers = [], html = '<p>Hi</p>', text = 'Hi' } = parts;
  const given = [['From', from] as const, ['To', to] as const, ['Subject', subject] as const];
  const head = given.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(
    [
      ...head,
      ...headers,
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="cut"',
      '',
      ...['--cut', 'Content-Type: text/plain; charset=utf-8', '', text],
      ...['--cut', 'Content-Type: text/html; charset=utf-8', '', html, '--cut--', ''],
    ].join('\r\n'),
  );
}

/** A send as our own sender does it. */
export function sendInput(
  to: string,
  sid: string,
  parts: MailParts = {},
): SendRawEmailCommandInput & { RawMessage: { Data: Buffer } } {
  return {
    RawMessage: { Data: rawMail({ to, ...parts }) },
    Destinations: [to],
    Source: 'shop@example.com',
    ConfigurationSetName: 'mails',
    Tags: [
      { Name: 'sid', Value: sid },
      { Name: 'cid', Value: 'welcome-2026-Q3' },
    ],
  };
}

/** What a failed call says. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number }> {
  const error = await call.then(
    () => new Error('did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('failed without an Error');
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return { name: error.name, message: error.message, status: metadata.httpStatusCode ?? 0 };
}
