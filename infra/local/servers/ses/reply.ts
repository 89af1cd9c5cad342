import type { ServerResponse } from 'node:http';
import { SesError } from './errors.ts';
import type { Fault } from './faults.ts';
import { errorXml } from './xml.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** How the connection ends, if not well. */
  ending?: 'silence' | 'reset' | 'cut';
}

export const xmlReply = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

export const jsonReply = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const textReply = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

const INTERNAL = new SesError('InternalFailure', 'The request processing has failed.', 500);
const UNAVAILABLE = new SesError('ServiceUnavailable', 'Service is unable to handle request.', 503);

/** What the caller sees of a good answer when a fault spoils it. */
export function spoilt(fault: Fault, good: Reply): Reply {
  switch (fault.kind) {
    case 'noAnswer':
      return { ...good, ending: 'silence' };
    case 'resetBefore':
    case 'resetAfter':
      return { ...good, ending: 'reset' };
    case 'http500':
      return xmlReply(500, errorXml(INTERNAL));
    case 'http503':
      return xmlReply(503, errorXml(UNAVAILABLE));
    case 'cutBody':
      return { ...good, ending: 'cut' };
    case 'garbledBody':
      return { ...good, body: half(good.body) };
    default:
      return good;
  }
}

const half = (body: string | Buffer): string | Buffer => body.slice(0, Math.floor(body.length / 2));

export function send(response: ServerResponse, reply: Reply): void {
  if (reply.ending === 'silence') return;
  if (reply.ending === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': length });
  if (reply.ending !== 'cut') {
    response.end(reply.body);
    return;
  }
  response.write(half(reply.body), () => response.socket?.destroy());
}
