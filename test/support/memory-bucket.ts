import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Bucket } from '../../shared/adapters/bucket.ts';

interface Stored {
  body: Buffer;
  metadata: Record<string, string>;
}

/** A bucket in memory, with versions; `stop` makes a write fail as if the process had died before it. */
export function memoryBucket(name: string, stop: (write: string) => void = () => undefined) {
  const newest = new Map<string, Stored>();
  const versions = new Map<string, Stored>();
  let count = 0;

  const at = (key: string, versionId?: string) =>
    versionId === undefined ? newest.get(key) : versions.get(`${key} ${versionId}`);

  function store(key: string, body: Buffer | string, metadata: Record<string, string> = {}): string {
    stop(`${name}:${key}`);
    const stored = { body: Buffer.from(body), metadata };
    count += 1;
    newest.set(key, stored);
    versions.set(`${key} v${count}`, stored);
    return `v${count}`;
  }

  async function must(key: string): Promise<Buffer> {
    const found = newest.get(key);
    if (!found) throw new Error(`missing object ${key}`);
    return found.body;
  }

  const bucket: Bucket = {
    name,
    must,
    open: async (key, versionId) => {
      const found = at(key, versionId);
      return found && Readable.from([found.body]);
    },
    get: async (key, versionId) => at(key, versionId)?.body,
    put: async (key, body) => void store(key, body),
    putIfAbsent: async (key, body) => {
      if (newest.has(key)) return false;
      store(key, body);
      return true;
    },
    head: async (key, versionId) => {
      const found = at(key, versionId);
      const { body, metadata } = found ?? {};
      return body && metadata && { size: body.length, etag: '', lastModified: '', metadata, versionId: '' };
    },
    list: async (prefix) => [...newest.keys()].filter((key) => key.startsWith(prefix)).sort(),
    download: async (key, path) => writeFile(path, await must(key)),
    upload: async (path, key) => store(key, await readFile(path)),
  };
  const remove = (key: string): void => void newest.delete(key);
  const objects = () => new Map(Array.from(newest, ([key, { body }]) => [key, body] as const));
  return { ...bucket, store, remove, objects };
}
