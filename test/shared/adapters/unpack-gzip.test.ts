import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { refusal, unpacked } from '../../support/unpacked.ts';
import { oneSheet, zipBytes } from '../../support/xlsx.ts';

const ROWS = Array.from({ length: 50_000 }, (_, i) => `O${i},C${i % 97},2026-03-01,${i}.50\n`).join('');
const TEXT = `order_id,customer_id,ordered_at,amount\n${ROWS}`;
const PACKED = gzipSync(TEXT);
const SMALL = gzipSync('order_id,amount\nO1,5\n');

describe('B73 a gzip file that is not whole', () => {
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  test.each([
    ['cut in the middle', PACKED.subarray(0, PACKED.length / 2)],
    ['cut trailer', PACKED.subarray(0, PACKED.length - 4)],
    ['without trailer', PACKED.subarray(0, PACKED.length - 8)],
    ['bad CRC', flipped(PACKED, PACKED.length - 8)],
    ['bad length', flipped(PACKED, PACKED.length - 1)],
    ['a damaged middle', flipped(PACKED, PACKED.length / 2)],
    ['only its head', SMALL.subarray(0, 10)],
    ['trailing text', Buffer.concat([PACKED, Buffer.from('O9,C9,2026-03-01,1\n')])],
    ['trailing zeros and text', Buffer.concat([SMALL, Buffer.from('\0\0\0x')])],
    ['a second member that is cut', Buffer.concat([SMALL, PACKED.subarray(0, 100)])],
  ])('%s', async (_, body) => {
    expect(await refusal(body)).toBe('F_GZIP_CORRUPT');
  });

  it('no cut of a file passes for the whole', async () => {
    for (let length = 2; length < SMALL.length; length += 1)
      expect(await refusal(SMALL.subarray(0, length))).toBe('F_GZIP_CORRUPT');
  });

  it('trailing bytes are found wherever the stream is cut into chunks', async () => {
    const random = randomBytes(200_000);
    for (const length of [65_536, 131_072]) {
      const whole = gzipSync(random.subarray(0, length - 100), { level: 0 });
      const padded = Buffer.concat([whole, Buffer.alloc(3, 'x')]);
      expect(await refusal(padded)).toBe('F_GZIP_CORRUPT');
    }
    const first = gzipSync(random.subarray(0, 65_000), { level: 0 });
    const exact = gzipSync(random.subarray(0, 65_000 + 65_536 - first.length), { level: 0 });
    expect(exact).toHaveLength(65_536);
    expect(await refusal(Buffer.concat([exact, Buffer.alloc(5, 'x')]))).toBe('F_GZIP_CORRUPT');
    expect(await refusal(Buffer.concat([exact, Buffer.alloc(5)]))).toBe('F_GZIP_CORRUPT');
  });
});

it('gives the very bytes, also of several members in one file', async () => {
  const read = await unpacked(PACKED, { extension: 'gz' });
  expect(read).toMatchObject({ container: 'gzip', linesAbove: 0, warnings: [] });
  expect(read.encoding).toBeUndefined();
  expect(read.bytes.equals(Buffer.from(TEXT))).toBe(true);
  const members = Buffer.concat(
    [TEXT.slice(0, 1000), TEXT.slice(1000, 1001), TEXT.slice(1001)].map((part) => gzipSync(part)),
  );
  expect((await unpacked(members)).text).toBe(TEXT);
});

it('any text in any members comes back as it was', async () => {
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(parts, async (members) => {
      const plain = Buffer.concat([Buffer.from('a,b\n'), ...members]);
      const packed = Buffer.concat([gzipSync('a,b\n'), ...members.map((member) => gzipSync(member))]);
      expect((await unpacked(packed)).bytes.equals(plain)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

describe('B75 a bomb', () => {
  it('256 MB of zeros are stopped at the cap, at once', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(300_000);
    const begin = performance.now();
    expect(await refusal(bomb)).toBe('F_DECOMPRESSED_TOO_LARGE');
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('what grows beyond the cap, however slowly', async () => {
    const body = gzipSync(randomBytes(100_000));
    expect(await refusal(body, { maxBytes: 99_999 })).toBe('F_DECOMPRESSED_TOO_LARGE');
    expect(await refusal(body, { maxBytes: 100_000 })).toBe('read as gzip');
  });

  it('a small file may be as monotonous as it likes', async () => {
    const body = gzipSync(`order_id,amount\n${'O1,1\n'.repeat(2_000_000)}`);
    expect(await refusal(body)).toBe('read as gzip');
  });
});

describe('what lies within', () => {
  test.each([
    ['a workbook', gzipSync(oneSheet([['a']])), 'F_UNSUPPORTED_FORMAT gzip (zip)'],
    ['an archive', gzipSync(zipBytes([{ name: 'a.csv', data: 'a' }])), 'F_UNSUPPORTED_FORMAT gzip (zip)'],
    ['gzip again', gzipSync(SMALL), 'F_UNSUPPORTED_FORMAT gzip (gzip)'],
    ['Parquet', gzipSync('PAR1xxxxPAR1'), 'F_UNSUPPORTED_FORMAT gzip (parquet)'],
    ['PDF', gzipSync('%PDF-1.7'), 'F_FORMAT_MISMATCH PDF'],
    [
      'tar',
      gzipSync(Buffer.concat([Buffer.alloc(257, 'n'), Buffer.from('ustar')])),
      'F_UNSUPPORTED_FORMAT tar',
    ],
    ['nothing', gzipSync(''), 'F_EMPTY_OBJECT'],
    ['a text', SMALL, 'read as gzip'],
    ['JSON Lines', gzipSync('{"order_id":"1"}\n'), 'read as gzip+jsonl'],
  ])('%s', async (_, body, expected) => {
    expect(await refusal(body)).toBe(expected);
  });
});
