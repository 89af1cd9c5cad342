import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../shared/adapters/csv.ts';
import { scanRecords, Unscannable } from '../../../shared/adapters/record-scan.ts';
import { FileProblem } from '../../../shared/formats/profile.ts';

type Records = [line: number, cells: string[]][];

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function scanned(text: string, delimiter = ',', size = 7): Promise<Records> {
  const records: Records = [];
  await scanRecords(pieces(Buffer.from(text), size), delimiter, {
    plain: () => -1,
    other: (cells, line) => records.push([line, cells]),
    flush: () => undefined,
  });
  return records;
}

async function parsed(text: string, delimiter = ','): Promise<Records | string> {
  const records: Records = [];
  try {
    await readRecords(Readable.from([Buffer.from(text)]), delimiter, (cells, line) =>
      records.push([line, cells]),
    );
    return records;
  } catch (error) {
    if (error instanceof FileProblem) return error.code;
    throw error;
  }
}

describe('records', () => {
  it.each<[string, string, Records]>([
    [
      'line ends of both kinds',
      'a,b\r\nc,d\n',
      [
        [1, ['a', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'a last line without its end',
      'a\nb',
      [
        [1, ['a']],
        [2, ['b']],
      ],
    ],
    [
      'blank lines',
      'a\n\nb\n',
      [
        [1, ['a']],
        [2, ['']],
        [3, ['b']],
      ],
    ],
    [
      'quoted line ends, which the lines count',
      '"a\nb",c\nd',
      [
        [1, ['a\nb', 'c']],
        [3, ['d']],
      ],
    ],
    ['quoted delimiters and quotes', '"a,""b""",""\n', [[1, ['a,"b"', '']]]],
    ['letters of several bytes', '订单,"客户，"\n', [[1, ['订单', '客户，']]]],
  ])('keep %s', async (_, text, records) => {
    expect(await scanned(text)).toEqual(records);
  });

  it.each([
    ['a quote that stays open', 'a,"b\nc'],
    ['a quote within a cell', 'a,b"c\n'],
    ['letters behind a closing quote', '"a"b,c\n'],
    ['a carriage return alone', 'a,b\rc,d\n'],
  ])('are not told apart with %s', async (_, text) => {
    await expect(scanned(text)).rejects.toThrow(Unscannable);
  });

  it('longer than a megabyte are left to the parser', async () => {
    await expect(scanned(`a,"${'x\n'.repeat(2 << 20)}"`, ',', 1 << 16)).rejects.toThrow(Unscannable);
  });

  it('are those of the CSV parser, wherever the blocks end', async () => {
    const text = fc.array(fc.constantFrom('a', '"', '""', ',', ';', '\n', '\r\n', '汉', ' ', '\r'), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom(',', ';'),
        fc.integer({ min: 1, max: 9 }),
        async (parts, delimiter, size) => {
          const found = await scanned(parts.join(''), delimiter, size).catch((error: unknown) => {
            if (!(error instanceof Unscannable)) throw error;
            return null;
          });
          if (found) expect(found).toEqual(await parsed(parts.join(''), delimiter));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that are plain are not looked at again, and may be kept until the bytes move', async () => {
    const kept: string[] = [];
    let run = Buffer.alloc(0);
    await scanRecords(pieces(Buffer.from('aa\nbb\n"c"\ndd\n'), 3), ',', {
      plain(bytes, from) {
        if (bytes[from] === 34) return -1;
        run = Buffer.concat([run, bytes.subarray(from, from + 3)]);
        return from + 3;
      },
      other: (cells, line) => kept.push(`${line}:${cells.join()}`),
      flush() {
        kept.push(run.toString());
        run = Buffer.alloc(0);
      },
    });
    expect(kept.filter((text) => text !== '').join(' ')).toBe('aa\n bb\n 3:c dd\n');
  });
});
