import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';

/**
 * Kills this process, as a power cut would, at the n-th time that something happens: tests prove with it that nothing
 * is lost. The switch reads `<server>:<operation>:<n>:<before|after>`, e.g. `dynamo:PutItem:5:after`,
 * `s3:PutObject:3:before`, `ses:SendRawEmail:10:after`, `state:Measure:1:before`.
 */
const SwitchSchema = z
  .string()
  .regex(/^(s3|dynamo|ses|state):\w+:[1-9]\d*:(before|after)$/)
  .transform((text) => {
    const [server = '', operation = '', n = '', moment = ''] = text.split(':');
    return { server, operation, n: Number(n), moment };
  });

type Server = 's3' | 'dynamo' | 'ses';

/** Tells whether this is the moment to die; each call for the watched operation counts. */
export interface Crash {
  counts(server: string, operation: string): boolean;
  moment: string;
  kill(): void;
}

/** The crash switch of the environment, if it is set. */
export function crashSwitch(
  text: string | undefined,
  kill = () => void process.kill(process.pid, 'SIGKILL'),
): Crash | undefined {
  if (!text) return undefined;
  const wanted = SwitchSchema.parse(text);
  let seen = 0;
  return {
    moment: wanted.moment,
    kill,
    counts(server, operation) {
      if (server !== wanted.server || operation !== wanted.operation) return false;
      seen += 1;
      return seen === wanted.n;
    },
  };
}

/** The state machine's side of the switch. */
export const crashInState =
  (crash: Crash | undefined) =>
  (state: string, moment: 'before' | 'after'): void => {
    if (crash?.moment === moment && crash.counts('state', state)) crash.kill();
  };

/** A server's listener under the switch: dies before the request is handled, or after its effect and before its answer. */
export function withCrash(
  crash: Crash | undefined,
  server: Server,
  listener: RequestListener,
): RequestListener {
  if (!crash) return listener;
  return (req, res) => {
    const hit = (operation: string | undefined) => {
      if (operation !== undefined && crash.counts(server, operation)) strike(crash, res);
    };
    if (server === 'ses')
      onFirstChunk(req, (chunk) => hit(new URLSearchParams(chunk).get('Action') ?? undefined));
    else hit(server === 's3' ? s3Operation(req) : dynamoOperation(req));
    listener(req, res);
  };
}

function strike(crash: Crash, res: ServerResponse): void {
  if (crash.moment === 'before') crash.kill();
  else {
    res.writeHead = () => {
      crash.kill();
      return res;
    };
  }
}

const dynamoOperation = (req: IncomingMessage): string | undefined =>
  String(req.headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);

const BY_METHOD: Record<string, string> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

function s3Operation(req: IncomingMessage): string | undefined {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://local');
  const inBucket = pathname.split('/').filter(Boolean).length === 1;
  if (inBucket) return searchParams.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
  if (searchParams.has('uploads')) return 'CreateMultipartUpload';
  if (searchParams.has('uploadId')) return req.method === 'PUT' ? 'UploadPart' : 'CompleteMultipartUpload';
  return BY_METHOD[req.method ?? ''];
}

/** Looks at the first bytes of a body on their way in; whoever reads the body still gets all of it. */
function onFirstChunk(req: IncomingMessage, look: (text: string) => void): void {
  const push = req.push.bind(req);
  req.push = (chunk: unknown, encoding?: BufferEncoding) => {
    req.push = push;
    if (chunk instanceof Uint8Array) look(Buffer.from(chunk).toString('latin1'));
    return push(chunk, encoding);
  };
}
