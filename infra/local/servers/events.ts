import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, jsonApi, type Reply } from './json-api.ts';
import { listen } from './listen.ts';

export interface EventsOptions {
  dir: string;
  clock: () => Date;
  /** Names of the buses besides the account's default one. */
  buses: readonly string[];
  /** Takes every event that a bus took. */
  onEvent: (event: Envelope, bus: string) => void;
  /** Name of an error by which the bus does not take an entry; undefined = it does. */
  refuse?: (entry: Entry) => string | undefined;
  port?: number;
  wrap?: (listener: RequestListener) => RequestListener;
}

/** Limits of the service for one request. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;

const EntrySchema = z.looseObject({
  EventBusName: z.string().default('default'),
  Source: z.string().default(''),
  DetailType: z.string().default(''),
  Detail: z.string().default(''),
});
export type Entry = z.infer<typeof EntrySchema>;
const RequestSchema = z.looseObject({ Entries: z.array(EntrySchema).min(1).max(MOST_ENTRIES) });
const DetailSchema = z.record(z.string(), z.json());

/** An event as rules and their targets get it. */
interface Envelope {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: z.infer<typeof DetailSchema>;
}

/**
 * EventBridge's PutEvents on the loopback address. Every event also becomes a line of `buses/<bus>.jsonl`, where a person
 * can look at it.
 */
export async function startEvents(options: EventsOptions) {
  const { dir, port = 0, wrap = (listener) => listener } = options;
  mkdirSync(dir, { recursive: true });
  const server = await listen(wrap(jsonApi((req, body) => answer(options, req, body))), port);
  return { url: server.url, close: server.close, file: (bus: string) => fileOf(dir, bus) };
}

const fileOf = (dir: string, bus: string): string => join(dir, `${bus}.jsonl`);

function answer(options: EventsOptions, req: IncomingMessage, body: unknown): Reply {
  if (req.headers['x-amz-target'] !== 'AWSEvents.PutEvents')
    return failure(400, 'UnknownOperationException', 'The local EventBridge only takes events.');
  const request = RequestSchema.safeParse(body);
  if (!request.success) return failure(400, 'ValidationException', z.prettifyError(request.error));
  const { Entries } = request.data;
  if (sizeOf(Entries) > MOST_BYTES)
    return failure(400, 'ValidationException', 'Total size of the entries in the request is over the limit.');
  const unknown = Entries.find(({ EventBusName: bus }) => bus !== 'default' && !options.buses.includes(bus));
  if (unknown)
    return failure(400, 'ResourceNotFoundException', `Event bus ${unknown.EventBusName} does not exist.`);
  const results = Entries.map((entry) => take(options, entry));
  const FailedEntryCount = results.filter((each) => 'ErrorCode' in each).length;
  return { status: 200, body: { FailedEntryCount, Entries: results } };
}

const sizeOf = (entries: readonly Entry[]): number =>
  entries.reduce(
    (sum, { Source, DetailType, Detail }) => sum + Buffer.byteLength(Source + DetailType + Detail),
    0,
  );

type Result = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

function take({ dir, clock, onEvent, refuse }: EventsOptions, entry: Entry): Result {
  const { EventBusName: bus, Source, DetailType, Detail } = entry;
  const refused = refuse?.(entry);
  if (refused !== undefined) return { ErrorCode: refused, ErrorMessage: 'asked for' };
  if (Source === '' || DetailType === '' || Detail === '')
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Source, DetailType and Detail are needed.' };
  const detail = detailOf(Detail);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event: Envelope = {
    ...{ version: '0', id: randomUUID(), 'detail-type': DetailType, source: Source },
    ...{ account: '000000000000', time: clock().toISOString(), region: 'local', resources: [], detail },
  };
  appendFileSync(fileOf(dir, bus), `${JSON.stringify(event)}\n`, { mode: 0o600 });
  onEvent(event, bus);
  return { EventId: event.id };
}

function detailOf(text: string): Envelope['detail'] | undefined {
  try {
    return DetailSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
