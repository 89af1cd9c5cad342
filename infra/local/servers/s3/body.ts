import type { IncomingMessage } from 'node:http';
import { type Digest, digestFor } from './checksums.ts';
import { unframe } from './chunked.ts';
import { badDigest, S3Error } from './errors.ts';

export type Headers = Record<string, string>;

export interface Received {
  size: number;
  /** Hex. */
  md5: string;
  /** Checksums that the client announced and that held, by header name. */
  checksums: Record<string, string>;
}

/** Reads a whole payload into `sink`: framing taken off, every announced digest checked. */
export async function receive(
  req: IncomingMessage,
  headers: Headers,
  sink: (chunk: Buffer) => Promise<unknown> | undefined,
): Promise<Received> {
  const trailers = new Map<string, string>();
  const digests = announced(headers);
  let size = 0;
  for await (const chunk of payload(req, headers, trailers)) {
    for (const digest of digests.values()) digest.update(chunk);
    size += chunk.length;
    await sink(chunk);
  }
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (size !== Number(length))
    throw new S3Error('IncompleteBody', 400, 'The body is not as long as announced.');
  return { size, ...verified(digests, headers, trailers) };
}

/** A small payload, such as a list of keys, as text. */
export async function receiveText(req: IncomingMessage, headers: Headers): Promise<string> {
  const chunks: Buffer[] = [];
  await receive(req, headers, (chunk) => {
    if (chunks.push(chunk) > 10_000) throw new S3Error('MalformedXML', 400, 'The request is too long.');
    return undefined;
  });
  return Buffer.concat(chunks).toString('utf8');
}

/** Never destroys the request, so that an error can still be answered on its connection. */
function payload(
  req: IncomingMessage,
  headers: Headers,
  trailers: Map<string, string>,
): AsyncIterable<Buffer> {
  const framed = isFramed(headers);
  if ((framed ? headers['x-amz-decoded-content-length'] : headers['content-length']) === undefined)
    throw new S3Error('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
  const raw: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
  return framed ? unframe(raw, trailers) : raw;
}

const isFramed = (headers: Headers): boolean =>
  (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
  /(^|,)\s*aws-chunked/.test(headers['content-encoding'] ?? '');

function announced(headers: Headers): Map<string, Digest> {
  const trailing = (headers['x-amz-trailer'] ?? '').toLowerCase().split(/\s*,\s*/);
  const digests = new Map<string, Digest>();
  for (const name of ['content-md5', ...Object.keys(headers), ...trailing]) {
    const digest = isUnsigned(name, headers) ? undefined : digestFor(name);
    if (digest) digests.set(name, digest);
  }
  return digests;
}

/** x-amz-content-sha256 holds a hash in hex, or says that there is none (UNSIGNED-PAYLOAD, STREAMING-…). */
const isUnsigned = (name: string, headers: Headers): boolean =>
  name === 'x-amz-content-sha256' && !/^[0-9a-f]{64}$/.test(headers[name] ?? '');

function verified(digests: Map<string, Digest>, headers: Headers, trailers: Map<string, string>) {
  const checksums: Record<string, string> = {};
  let md5 = '';
  for (const [name, digest] of digests) {
    const value = digest.value();
    const expected = trailers.get(name) ?? headers[name];
    if (name === 'content-md5') md5 = hexOf(value);
    if (name.startsWith('x-amz-checksum-')) checksums[name] = value;
    check(name, value, expected);
  }
  return { md5, checksums };
}

function check(name: string, value: string, expected: string | undefined): void {
  if (expected === value) return;
  if (expected === undefined && name === 'content-md5') return;
  if (expected === undefined)
    throw new S3Error('MalformedTrailerError', 400, `The trailer ${name} is missing.`);
  if (name !== 'x-amz-content-sha256') throw badDigest(name);
  if (hexOf(value) !== expected)
    throw new S3Error('XAmzContentSHA256Mismatch', 400, 'The payload does not match x-amz-content-sha256.');
}

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');
