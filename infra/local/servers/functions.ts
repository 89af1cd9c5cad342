import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Json } from '../asl/schema.ts';
import { type Listening, listen } from './listen.ts';

const ResponseSchema = z.object({
  statusCode: z.int().default(200),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export interface FunctionUrls {
  /** Whether the function has an address of its own. */
  has(name: string): boolean;
  invoke(name: string, event: Json): Promise<Json>;
}

/** Lambda takes at most 6 MB. */
const MAX_BODY = 6 * 1024 * 1024;

/** Serves functions that have a URL, each below `/<name>/`; takes the port of last time if it is still free. */
export async function startFunctionUrls(functions: FunctionUrls, port = 0): Promise<Listening> {
  const serving = (at: number) => listen((req, res) => void serve(functions, req, res), at);
  return serving(port).catch(() => serving(0));
}

async function serve(functions: FunctionUrls, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://local');
  const [, name = '', path = '/'] = /^\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  if (!functions.has(name)) return void res.writeHead(404).end();
  try {
    const event = eventOf(req, url, path, await bodyOf(req));
    answer(res, await functions.invoke(name, event));
  } catch {
    // As in AWS: what went wrong is in the log, the caller learns nothing of it.
    res.writeHead(502, { 'content-type': 'application/json' }).end('{"Message":"Internal Server Error"}');
  }
}

/** The event of payload format 2.0. */
function eventOf(req: IncomingMessage, url: URL, path: string, body: Buffer): Json {
  const type = req.headers['content-type'] ?? '';
  // AWS hands a form over in base64 too.
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(type);
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: url.search.slice(1),
    headers: headersOf(req),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: requestContext(req, path),
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
  return z.json().parse(event);
}

const headersOf = (req: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(req.headers).map(([key, value]) => [key, [value].flat().join(',')]));

function requestContext(req: IncomingMessage, path: string) {
  const now = new Date();
  const http = {
    method: req.method ?? 'GET',
    path,
    protocol: 'HTTP/1.1',
    sourceIp: req.socket.remoteAddress ?? '127.0.0.1',
    userAgent: req.headers['user-agent'] ?? '',
  };
  return {
    accountId: 'anonymous',
    http,
    stage: '$default',
    time: now.toISOString(),
    timeEpoch: now.getTime(),
  };
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(res: ServerResponse, result: Json): void {
  const response = ResponseSchema.parse(result);
  const headers = Object.entries(response.headers).map(([key, value]) => [key, String(value)]);
  const cookies = response.cookies.length > 0 ? { 'set-cookie': response.cookies } : {};
  res.writeHead(response.statusCode, { ...Object.fromEntries(headers), ...cookies });
  res.end(Buffer.from(response.body, response.isBase64Encoded ? 'base64' : 'utf8'));
}
