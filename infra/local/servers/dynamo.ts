import { mkdirSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { serve } from './listen.ts';

export interface TableShape {
  name: string;
  /** Keys are strings. */
  partitionKey: string;
  sortKey?: string | undefined;
}

export interface DynamoOptions {
  /** Where the tables lie; only one process may have it open. */
  dir: string;
  port?: number;
  wrap?: (listener: RequestListener) => RequestListener;
}

/** A DynamoDB on disk, on the loopback address. */
export async function startDynamo({ dir, port = 0, wrap = (listener) => listener }: DynamoOptions) {
  mkdirSync(dir, { recursive: true });
  const engine = dynalite({ path: dir, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const requests = counted(listenerOf(engine));
  engine.removeAllListeners('request').on('request', wrap(requests.listener));
  const server = await serve(engine, port);
  const client = ownClient(server.url);

  async function close(): Promise<void> {
    client.destroy();
    await requests.end();
    await server.close();
  }

  return { url: server.url, close, createTable: (table: TableShape) => createTable(client, table) };
}

const listenerOf = (engine: Server): RequestListener => {
  const [listener] = engine.listeners('request') as RequestListener[];
  if (!listener) throw new Error('dynalite has no request listener');
  return listener;
};

/** dynalite dies of a request that finds its store closed, so requests under way end before the store does. */
function counted(listener: RequestListener) {
  const active = new Set<Promise<void>>();
  let ending = false;

  const counting: RequestListener = (req, res) => {
    if (ending) {
      req.destroy();
      return;
    }
    const done = new Promise<void>((resolve) => res.once('close', resolve));
    active.add(done);
    void done.then(() => active.delete(done));
    listener(req, res);
  };

  async function end(): Promise<void> {
    ending = true;
    await Promise.all(active);
  }

  return { listener: counting, end };
}

const ownClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Does nothing when the table is there. A new one answers only after a moment, so that is waited for. */
async function createTable(client: DynamoDBClient, table: TableShape): Promise<void> {
  const { name, partitionKey, sortKey } = table;
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keys.map((key, i) => ({ AttributeName: key, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, minDelay: 0.01, maxDelay: 0.2, maxWaitTime: 30 }, { TableName: name });
}
