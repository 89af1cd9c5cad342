import { FNV, mixed } from './fast-lane-bytes.ts';

/** Bits of the two tables at most, as powers of two: 64 and 16 MB, however long the file is. */
const MOST_SEEN = 29;
const AGAIN = 27;
/** In a file of such rows each gets about so many bits: more would be slower, because less stays in the cache. */
const BYTES_A_ROW = 96;
const BITS_A_ROW = 14;

/**
 * Tells which ids may stand in a file more than once, in memory that does not grow with it. Never misses one that
 * does; of the others it suspects some in a hundred.
 */
export function repeatFilter(fileBytes: number) {
  const seenBits = Math.max(
    16,
    Math.min(MOST_SEEN, Math.ceil(Math.log2((fileBytes / BYTES_A_ROW + 1) * BITS_A_ROW))),
  );
  const seen = new Uint32Array(2 ** (seenBits - 5));
  const again = new Uint32Array(2 ** (AGAIN - 5));
  const shift = 37 - seenBits;

  function mustRepeat(hash: number): void {
    const place = hash >>> (32 - AGAIN);
    again[place >>> 5] = (again[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  return {
    mustRepeat,
    add(hash: number): void {
      const mixed = Math.imul(hash, 0x9e3779b1) >>> 0;
      const place = mixed >>> shift;
      const bits = (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
      const word = seen[place] ?? 0;
      if ((word & bits) === bits) mustRepeat(hash);
      seen[place] = word | bits;
    },
    mayRepeat(hash: number): boolean {
      const place = hash >>> (32 - AGAIN);
      return ((again[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
    },
  };
}

export type RepeatFilter = ReturnType<typeof repeatFilter>;

/** The hash of an id as plain rows have it. */
export function hashOf(id: string): number {
  let hash = FNV;
  for (const byte of Buffer.from(id)) hash = mixed(hash, byte);
  return hash;
}
