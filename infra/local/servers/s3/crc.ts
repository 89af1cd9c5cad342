/** The two CRCs of S3 that Node does not have. Both are reflected: the lowest bit goes first. */

const CASTAGNOLI = 0x82f63b78;
const NVME = 0x9a6c9329ac4bc9b5n;

const table32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CASTAGNOLI : crc >>> 1;
  return crc;
});

/** Continues `previous` (0 at the start), as `zlib.crc32` does. */
export function crc32c(chunk: Uint8Array, previous: number): number {
  let crc = ~previous;
  for (const byte of chunk) crc = (table32[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const table64 = Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ NVME : crc >> 1n;
  return crc;
});
const high64 = Uint32Array.from(table64, (crc) => Number(crc >> 32n));
const low64 = Uint32Array.from(table64, (crc) => Number(crc & 0xffffffffn));

/** In two halves, because BigInt for each byte would be a hundred times slower. */
export function crc64nvme(chunk: Uint8Array, previous: bigint): bigint {
  let high = ~Number(previous >> 32n);
  let low = ~Number(previous & 0xffffffffn);
  for (const byte of chunk) {
    const at = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (low64[at] ?? 0);
    high = (high >>> 8) ^ (high64[at] ?? 0);
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}
