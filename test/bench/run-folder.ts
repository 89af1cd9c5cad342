import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bucket } from '../../shared/adapters/bucket.ts';

/** A bucket that is a folder: what a network would cost is on neither side of a comparison. */
export function folderBucket(root: string): Bucket {
  const at = (key: string) => join(root, key);
  const room = async (key: string) => {
    await mkdir(dirname(at(key)), { recursive: true });
    return at(key);
  };
  const get = async (key: string) => (existsSync(at(key)) ? readFile(at(key)) : undefined);
  const put = async (key: string, body: Buffer | string) => writeFile(await room(key), body);
  return {
    name: root,
    ...{ get, put, must: (key) => readFile(at(key)) },
    open: async (key) => (existsSync(at(key)) ? createReadStream(at(key)) : undefined),
    putIfAbsent: async (key, body) => {
      if (existsSync(at(key))) return false;
      await put(key, body);
      return true;
    },
    head: async (key) => {
      if (!existsSync(at(key))) return undefined;
      const { size } = await stat(at(key));
      return { size, etag: '', lastModified: '', metadata: {}, versionId: '' };
    },
    list: async (prefix) => {
      const names = existsSync(at(prefix)) ? await readdir(at(prefix)) : [];
      return names.sort().map((name) => `${prefix}${name}`);
    },
    download: (key, path) => copyFile(at(key), path),
    upload: async (path, key) => {
      await copyFile(path, await room(key));
      return '';
    },
  };
}
