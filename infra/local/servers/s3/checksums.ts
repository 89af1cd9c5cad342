import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c, crc64nvme } from './crc.ts';

/** A digest that grows with the body; its value is base64, as in S3's headers. */
export interface Digest {
  update(chunk: Uint8Array): void;
  value(): string;
}

function hash(algorithm: 'sha1' | 'sha256' | 'md5'): Digest {
  const hashing = createHash(algorithm);
  return { update: (chunk) => void hashing.update(chunk), value: () => hashing.digest('base64') };
}

function crcOf32(next: (chunk: Uint8Array, previous: number) => number): Digest {
  let crc = 0;
  const update = (chunk: Uint8Array): void => {
    crc = next(chunk, crc);
  };
  const value = (): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc);
    return bytes.toString('base64');
  };
  return { update, value };
}

function crcOf64(): Digest {
  let crc = 0n;
  const update = (chunk: Uint8Array): void => {
    crc = crc64nvme(chunk, crc);
  };
  const value = (): string => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(crc);
    return bytes.toString('base64');
  };
  return { update, value };
}

const DIGESTS: Record<string, () => Digest> = {
  'content-md5': () => hash('md5'),
  'x-amz-content-sha256': () => hash('sha256'),
  'x-amz-checksum-crc32': () => crcOf32(crc32),
  'x-amz-checksum-crc32c': () => crcOf32(crc32c),
  'x-amz-checksum-crc64nvme': crcOf64,
  'x-amz-checksum-sha1': () => hash('sha1'),
  'x-amz-checksum-sha256': () => hash('sha256'),
};

/** The digest that a header or a trailer speaks of. */
export const digestFor = (header: string): Digest | undefined => DIGESTS[header]?.();
