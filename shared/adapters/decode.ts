import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { mustBeText } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { isPlausibleChinese, letterCounts } from './han.ts';

/** A file as text: `open` gives its UTF-8 bytes without marks, as often as asked. */
export interface Text {
  encoding: string;
  warnings: string[];
  /** Of the file as it lies on disk. */
  bytes: number;
  open: () => Readable;
  /** The same bytes by the block; each block is only good until the next. */
  blocks: () => AsyncIterable<Uint8Array>;
}

const HEAD = 4096;
const BLOCK = 1 << 20;
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Finds out how a file is encoded, by reading all of it; `declared` (the uploader's word) wins over any guess. */
export async function decodeFile(path: string, declared?: string): Promise<Text> {
  const head = await headOf(path);
  if (head.length === 0) throw new FileProblem('F_EMPTY_OBJECT');
  mustBeText(head);
  if (declared) return decodeAs(path, declared, 0, []);
  if (head[0] === 0xff && head[1] === 0xfe) return decodeAs(path, 'utf-16le', 2, []);
  if (head[0] === 0xfe && head[1] === 0xff) return decodeAs(path, 'utf-16be', 2, []);
  if (head.filter((byte) => byte === 0).length > head.length / 4) throw new FileProblem('F_ENCODING_UNKNOWN');
  const marks = leadingMarks(head);
  const utf8 = await letterCounts(path, 'utf-8', marks * 3);
  if (utf8) {
    const odd = utf8.han === 0 && utf8.odd > 0 ? ['W_NON_CJK_LETTERS'] : [];
    return textOf(path, 'utf-8', marks * 3, marks > 1 ? ['W_BOM', ...odd] : odd);
  }
  const chinese = await letterCounts(path, 'gb18030', 0);
  if (!chinese || !isPlausibleChinese(chinese)) throw new FileProblem('F_ENCODING_UNKNOWN');
  return textOf(path, 'gb18030', 0, ['W_ENCODING_GUESSED']);
}

async function decodeAs(path: string, label: string, start: number, warnings: string[]): Promise<Text> {
  const encoding = encodingOf(label);
  const readable = encoding && (await letterCounts(path, encoding, start));
  if (!readable) throw new FileProblem('F_ENCODING_UNKNOWN');
  return textOf(path, encoding, start, warnings);
}

function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function leadingMarks(head: Buffer): number {
  let marks = 0;
  while (head.subarray(marks * 3, marks * 3 + 3).equals(UTF8_MARK)) marks += 1;
  return marks;
}

function textOf(path: string, encoding: string, start: number, warnings: string[]): Text {
  const stream = () => createReadStream(path, { start, highWaterMark: 1 << 18 });
  const known = { encoding, warnings, bytes: statSync(path).size };
  if (encoding === 'utf-8') return { ...known, open: stream, blocks: () => fileBlocks(path, start) };
  const open = () => recoded(stream(), encoding);
  return { ...known, open, blocks: open };
}

/** One buffer for all of a file: a stream would leave one behind for each block. */
async function* fileBlocks(path: string, start: number): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const block = new Uint8Array(BLOCK);
  try {
    for (let at = start; ; ) {
      const { bytesRead } = await file.read(block, 0, BLOCK, at);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function recoded(source: Readable, encoding: string): Readable {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const transform = new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true })));
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode()));
    },
  });
  source.on('error', (error) => transform.destroy(error));
  transform.on('close', () => source.destroy());
  return source.pipe(transform);
}

/** The first characters of a text, and whether that is all of it. */
export async function beginning(text: Text, length: number): Promise<{ head: string; whole: boolean }> {
  const decoder = new TextDecoder('utf-8');
  const source = text.open();
  let head = '';
  for await (const chunk of source) {
    head += decoder.decode(chunk as Buffer, { stream: true });
    if (head.length >= length) return { head: head.slice(0, length), whole: false };
  }
  return { head, whole: true };
}
