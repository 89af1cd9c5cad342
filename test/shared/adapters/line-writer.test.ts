import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLines } from '../../../shared/adapters/line-writer.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

async function written(lines: readonly string[]): Promise<string> {
  const bucket = memoryBucket('lake');
  const { add, settled, close } = openLines(bucket, 'k');
  for (const line of lines) {
    add(line);
    await settled();
  }
  await close();
  return gunzipSync(await bucket.must('k')).toString('utf8');
}

describe('lines that are packed as they come', () => {
  it('come back whole, of whatever letters and length', async () => {
    const line = fc.tuple(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(1, 40, 9_000, 30_000),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (drawn) => {
        const lines = drawn.map(([text, times]) => JSON.stringify(text.repeat(times)));
        expect(await written(lines)).toBe(lines.map((each) => `${each}\n`).join(''));
      }),
      { numRuns: 40 },
    );
  });

  it('make an empty file where there are none', async () => {
    expect(await written([])).toBe('');
  });
});
