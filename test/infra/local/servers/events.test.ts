import { readFileSync, statSync } from 'node:fs';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, startEvents } from '../../../../infra/local/servers/events.ts';
import { credentials, removeFolder, temporaryFolder } from './s3-support.ts';

const dir = temporaryFolder();
const NOW = '2026-09-30T04:00:00.000Z';
const heard: [bus: string, detail: unknown][] = [];
let refuse: (entry: Entry) => string | undefined = () => undefined;
let server: Awaited<ReturnType<typeof startEvents>>;
let client: EventBridgeClient;

beforeAll(async () => {
  server = await startEvents({
    ...{ dir, clock: () => new Date(NOW), buses: ['tierwise-local'] },
    onEvent: (event, bus) => void heard.push([bus, event.detail]),
    refuse: (entry) => refuse(entry),
  });
  client = new EventBridgeClient({ endpoint: server.url, region: 'us-east-1', credentials });
});
beforeEach(() => {
  heard.length = 0;
  refuse = () => undefined;
});
afterAll(async () => {
  await server.close();
  removeFolder(dir);
});

const entry = (more: object = {}) => ({
  ...{ EventBusName: 'tierwise-local', Source: 'tierwise', DetailType: 'TierChanged', Detail: '{"n":1}' },
  ...more,
});
const put = (...Entries: object[]) => client.send(new PutEventsCommand({ Entries }));

describe('PutEvents', () => {
  it('hands an event on as rules get it, and keeps it where only its owner can look', async () => {
    const { Entries = [], FailedEntryCount } = await put(entry(), entry({ EventBusName: undefined }));
    expect(FailedEntryCount).toBe(0);
    expect(heard).toEqual([
      ['tierwise-local', { n: 1 }],
      ['default', { n: 1 }],
    ]);
    const file = server.file('tierwise-local');
    const [line = ''] = readFileSync(file, 'utf8').split('\n');
    expect(JSON.parse(line)).toEqual({
      ...{ version: '0', id: Entries[0]?.EventId, 'detail-type': 'TierChanged', source: 'tierwise' },
      ...{ account: '000000000000', time: NOW, region: 'local', resources: [], detail: { n: 1 } },
    });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('answers for each entry whether it was taken', async () => {
    refuse = ({ Detail }) => (Detail === '{"n":2}' ? 'ThrottlingException' : undefined);
    const answer = await put(
      entry(),
      entry({ Detail: '{"n":2}' }),
      entry({ Detail: 'no json' }),
      entry({ Source: undefined }),
    );
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      ...[undefined, 'ThrottlingException', 'MalformedDetail', 'InvalidArgument'],
    ]);
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['eleven entries', Array.from({ length: 11 }, () => entry()), 'ValidationException'],
    [
      'too many bytes',
      [entry({ Detail: JSON.stringify({ long: 'x'.repeat(300_000) }) })],
      'ValidationException',
    ],
    ['a bus that there is not', [entry({ EventBusName: 'nobody' })], 'ResourceNotFoundException'],
  ])('refuses %s as a whole', async (_what, entries, name) => {
    await expect(put(...entries)).rejects.toMatchObject({ name });
    expect(heard).toEqual([]);
  });

  it('is all that it does', async () => {
    await expect(client.send(new ListRulesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
