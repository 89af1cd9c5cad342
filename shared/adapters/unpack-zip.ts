import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { FileProblem } from '../formats/profile.ts';
import { BrokenFile } from './unpack-broken.ts';

interface Entry {
  name: string;
  encrypted: boolean;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

export interface ZipLimits {
  /** Of all entries together, unpacked. */
  bytes: number;
  entries: number;
}

const END_SIZE = 22;
const MAX_COMMENT = 65_535;
const WIDE_LOCATOR = 20;
/** Stands where a number is too wide for 32 bits and follows in the extra field. */
const WIDE = 0xffffffff;
const [STORED, DEFLATED] = [0, 8];

/**
 * Lends a zip archive whose directory promises no more than `limits`, else F_DECOMPRESSED_TOO_LARGE before anything is
 * unpacked. `read` unpacks one entry into memory and holds it to that promise and to its checksum.
 */
export async function withZip<T>(
  path: string,
  limits: ZipLimits,
  work: (names: ReadonlySet<string>, read: (name: string) => Buffer) => T | Promise<T>,
): Promise<T> {
  const file = openSync(path, 'r');
  try {
    const at = readerOf(file);
    const entries = new Map(directory(at, limits).map((entry) => [entry.name, entry]));
    const read = (name: string) => unpacked(at, entries.get(name));
    return await work(new Set(entries.keys()), read);
  } finally {
    closeSync(file);
  }
}

function readerOf(file: number) {
  const { size } = fstatSync(file);
  function bytes(from: number, length: number): Buffer {
    if (from < 0 || from + length > size) throw new BrokenFile('a part lies beyond the end');
    const buffer = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const count = readSync(file, buffer, done, length - done, from + done);
      if (count === 0) throw new BrokenFile('the file breaks off');
      done += count;
    }
    return buffer;
  }
  return { size, bytes };
}

type At = ReturnType<typeof readerOf>;

function directory(at: At, limits: ZipLimits): Entry[] {
  const { count, start, length } = endOf(at);
  if (count > limits.entries) throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
  // 46 bytes are fixed; names and remarks of an honest entry are short.
  if (length > limits.entries * 1024) throw new BrokenFile('the directory is too long');
  const bytes = at.bytes(start, length);
  const entries: Entry[] = [];
  let [from, total] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const { entry, next } = entryAt(bytes, from);
    entries.push(entry);
    from = next;
    total += entry.size;
    if (total > limits.bytes) throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
  }
  return entries;
}

/** The directory's place, by the record at the archive's end; a comment may follow it. */
function endOf(at: At): { count: number; start: number; length: number } {
  const tailSize = Math.min(at.size, END_SIZE + MAX_COMMENT);
  const tail = at.bytes(at.size - tailSize, tailSize);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'), tail.length - END_SIZE);
  if (tail.length < END_SIZE || end < 0) throw new BrokenFile('no directory');
  const [count, length] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12)];
  const start = tail.readUInt32LE(end + 16);
  if (count !== 0xffff && length !== WIDE && start !== WIDE) return { count, start, length };
  return wideEnd(at, at.size - tailSize + end - WIDE_LOCATOR);
}

function wideEnd(at: At, locator: number) {
  const where = at.bytes(locator, WIDE_LOCATOR);
  if (where.toString('latin1', 0, 4) !== 'PK\x06\x07') throw new BrokenFile('no wide directory');
  const end = at.bytes(wide(where, 8), 56);
  if (end.toString('latin1', 0, 4) !== 'PK\x06\x06') throw new BrokenFile('no wide directory');
  return { count: wide(end, 32), length: wide(end, 40), start: wide(end, 48) };
}

const wide = (bytes: Buffer, from: number): number => Number(bytes.readBigUInt64LE(from));

function entryAt(bytes: Buffer, from: number): { entry: Entry; next: number } {
  if (from + 46 > bytes.length || bytes.toString('latin1', from, from + 4) !== 'PK\x01\x02')
    throw new BrokenFile('the directory breaks off');
  const nameEnd = from + 46 + bytes.readUInt16LE(from + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(from + 30);
  const numbers = [24, 20, 42].map((place) => bytes.readUInt32LE(from + place));
  const [size = 0, packed = 0, offset = 0] = widened(numbers, bytes.subarray(nameEnd, extraEnd));
  const entry = {
    // Some writers part folders by a backslash. The name is only compared, never a path.
    name: bytes.toString('utf8', from + 46, nameEnd).replaceAll('\\', '/'),
    encrypted: (bytes.readUInt16LE(from + 8) & 1) === 1,
    method: bytes.readUInt16LE(from + 10),
    crc: bytes.readUInt32LE(from + 16),
    ...{ size, packed, offset },
  };
  return { entry, next: extraEnd + bytes.readUInt16LE(from + 32) };
}

/** Writers that stream put 64-bit numbers into the extra field, even for small entries. */
function widened(numbers: readonly number[], extra: Buffer): number[] {
  if (!numbers.includes(WIDE)) return [...numbers];
  for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
    if (extra.readUInt16LE(from) !== 1) continue;
    let place = from + 4;
    return numbers.map((number) => {
      if (number !== WIDE) return number;
      if (place + 8 > extra.length) throw new BrokenFile('a size is missing');
      place += 8;
      return wide(extra, place - 8);
    });
  }
  throw new BrokenFile('a size is missing');
}

function unpacked(at: At, entry: Entry | undefined): Buffer {
  if (!entry || entry.encrypted) throw new BrokenFile(entry ? 'encrypted' : 'an entry is missing');
  const head = at.bytes(entry.offset, 30);
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  // What is stored or hardly packable grows by a few bytes; more would be a second file hidden inside.
  if (entry.packed > entry.size + 65_536) throw new BrokenFile('sizes contradict');
  const packed = at.bytes(start, entry.packed);
  const bytes = entry.method === STORED ? packed : inflated(packed, entry);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc)
    throw new BrokenFile('the checksum is wrong');
  return bytes;
}

function inflated(packed: Buffer, { method, size }: Entry): Buffer {
  if (method !== DEFLATED) throw new BrokenFile(`method ${method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
    throw new BrokenFile('an entry is damaged');
  }
}
