import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bucket } from './bucket.ts';
import { scratch } from './scratch.ts';

const BLOCK = 1 << 20;

interface LongFiles {
  open(key: string): (text: string) => void;
  publish(): Promise<void>;
}

/** Lends text files that may outgrow memory: they grow on disk until they are published. */
export const openLongFiles =
  (bucket: Pick<Bucket, 'upload'>, contentType: string) =>
  <T>(work: (files: LongFiles) => Promise<T>): Promise<T> =>
    scratch(async (dir) => {
      const begun: GrowingFile[] = [];
      const open = (key: string) => {
        const file = grow(key, join(dir, String(begun.length)));
        begun.push(file);
        return file.add;
      };
      async function publish(): Promise<void> {
        for (const { key, path, end } of begun) {
          end();
          await bucket.upload(path, key, contentType);
        }
      }
      try {
        return await work({ open, publish });
      } finally {
        for (const { end } of begun) end();
      }
    });

type GrowingFile = ReturnType<typeof grow>;

function grow(key: string, path: string) {
  const file = openSync(path, 'w');
  let pending: string[] = [];
  let length = 0;
  let ended = false;
  function flush(): void {
    if (length > 0) writeSync(file, pending.join(''));
    pending = [];
    length = 0;
  }
  function add(text: string): void {
    pending.push(text);
    length += text.length;
    if (length >= BLOCK) flush();
  }
  function end(): void {
    if (ended) return;
    flush();
    closeSync(file);
    ended = true;
  }
  return { key, path, add, end };
}
