import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const BLOCK = 1 << 20;

/** Writes bytes to a file of our own, a block at a time. */
export function byteWriter(path: string) {
  const file = openSync(path, 'w');
  const block = new Uint8Array(BLOCK);
  let filled = 0;

  function put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  }

  function flush(): void {
    put(block.subarray(0, filled));
    filled = 0;
  }

  return {
    write(bytes: Uint8Array): void {
      if (filled + bytes.length > BLOCK) flush();
      if (bytes.length > BLOCK) put(bytes);
      else {
        block.set(bytes, filled);
        filled += bytes.length;
      }
    },
    close(): void {
      flush();
      closeSync(file);
    },
  };
}

/** The blocks of a file of our own, one after the other; each is only good until the next. */
export function* blocksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  const block = new Uint8Array(BLOCK);
  try {
    for (let length = readSync(file, block); length > 0; length = readSync(file, block))
      yield block.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
