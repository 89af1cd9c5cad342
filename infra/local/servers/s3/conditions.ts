import type { Headers } from './body.ts';
import type { Version } from './catalog.ts';
import type { ObjectEntry } from './entries.ts';
import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts';

const names = (header: string, etag: string): boolean =>
  header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\/|"/g, '') === etag);

/** Whether a put may become the current version. */
export function checkPut(headers: Headers, current: Version | undefined): void {
  const absent = headers['if-none-match'];
  const match = headers['if-match'];
  if (absent !== undefined && absent !== '*') throw notImplemented('If-None-Match with an ETag on a put');
  if (absent === '*' && current?.op === 'object') throw preconditionFailed();
  if (match === undefined) return;
  if (current?.op !== 'object') throw noSuchKey();
  if (!names(match, current.etag)) throw preconditionFailed();
}

/** Whether a read goes on: 'unchanged' is answered by 304. HTTP dates count whole seconds. */
export function checkGet(headers: Headers, { etag, at }: ObjectEntry): 'changed' | 'unchanged' {
  const modified = Math.floor(Date.parse(at) / 1000);
  const seconds = (name: string): number => Math.floor(Date.parse(headers[name] ?? '') / 1000);
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match !== undefined && !names(match, etag)) throw preconditionFailed();
  if (match === undefined && modified > seconds('if-unmodified-since')) throw preconditionFailed();
  if (noneMatch !== undefined) return names(noneMatch, etag) ? 'unchanged' : 'changed';
  return modified <= seconds('if-modified-since') ? 'unchanged' : 'changed';
}
