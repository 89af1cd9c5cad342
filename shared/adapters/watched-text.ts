import { type Readable, Transform } from 'node:stream';
import type { Text } from './decode.ts';

export type OnProgress = (progress: { read: number; total: number }) => void;

/** A text that tells how many of its bytes are read, each time that it is. */
export function watchedText(text: Text, onProgress: OnProgress | undefined): Text {
  if (!onProgress) return text;
  const total = text.bytes;
  const counter = () => {
    let read = 0;
    return (more: number) => {
      // A recoded text has more bytes than its file.
      read = Math.min(read + more, total);
      onProgress({ read, total });
    };
  };
  return {
    ...text,
    open: () => counted(text.open(), counter()),
    blocks: () => countedBlocks(text.blocks(), counter()),
  };
}

function counted(source: Readable, count: (bytes: number) => void): Readable {
  const transform = new Transform({
    transform(chunk: Buffer, _, done) {
      count(chunk.length);
      done(null, chunk);
    },
  });
  source.on('error', (error) => transform.destroy(error));
  transform.on('close', () => source.destroy());
  return source.pipe(transform);
}

async function* countedBlocks(blocks: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const block of blocks) {
    count(block.length);
    yield block;
  }
}
