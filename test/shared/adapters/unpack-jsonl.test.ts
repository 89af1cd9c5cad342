import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { inspectText } from '../../support/inspect-text.ts';
import { refusal, unpacked } from '../../support/unpacked.ts';

const linesOf = async (...lines: string[]) => (await unpacked(lines.join('\n'))).lines;

it('columns are all keys in the order in which they appear', async () => {
  const read = await unpacked('{"b":1,"a":"x"}\n{"a":"y","c":true}\n');
  expect(read).toMatchObject({ container: 'jsonl', encoding: 'utf-8', linesAbove: 1, warnings: [] });
  expect(read.lines).toEqual(['b,a,c', '1,x,', ',y,true']);
});

test.each([
  ['an id beyond 2^53', '9123372036854000123', '9123372036854000123'],
  ['an id of 23 digits', '12345678901234567890123', '12345678901234567890123'],
  ['an amount with its zeros', '12.50', '12.50'],
  ['a number in powers', '1.5E+3', '1.5E+3'],
  ['a text of digits', '"00123"', '00123'],
  ['a text with a comma', '"a,b"', '"a,b"'],
  ['a text with a newline', '"a\\nb\\r\\nc"', 'a b c'],
  ['an escaped character', '"\\u5f20\\u4f1f"', '张伟'],
  ['null', 'null', ''],
  ['true', 'true', 'true'],
  ['false', 'false', 'false'],
  ['an object', '{"city":"上海","zip":200000.10}', '"{""city"":""上海"",""zip"":200000.10}"'],
  ['a list', '[1, "a"]', '"[1,""a""]"'],
])('%s', async (_, value, expected) => {
  expect(await linesOf('{"x":1,"y":1}', `{"x":${value},"y":2}`)).toEqual(['x,y', '1,1', `${expected},2`]);
});

const deep = '['.repeat(200_000);
test.each([
  ['a blank line stays one', '  ', ','],
  ['a carriage return at the end', '{"x":5,"y":6}\r', '5,6'],
  ['the last of two equal keys counts', '{"x":4,"x":5,"y":6}', '5,6'],
  ['an empty object', '{}', ','],
  ['a list is no object', '[1,2]', '"[1,2]",,,'],
  ['a number is no object', '5', '5,,,'],
  ['a broken line', '{"x":5,', '"{""x"":5,",,,'],
  ['two objects on a line', '{"x":5}{"x":6}', '"{""x"":5}{""x"":6}",,,'],
  ['leading zeros are no number', '{"x":007}', '"{""x"":007}",,,'],
  ['a line that is too deep, cut short', `{"x":${deep}`, `"{""x"":${deep.slice(0, 195)}",,,`],
])('%s', async (_, line, expected) => {
  expect((await linesOf('{"x":1,"y":2}', line, '{"x":3,"y":4}'))[2]).toBe(expected);
});

it('a key that programs use themselves is a key', async () => {
  expect(await linesOf('{"__proto__":5,"constructor":6}', '{}')).toEqual([
    '__proto__,constructor',
    '5,6',
    ',',
  ]);
});

test.each<[string, string | Buffer, string]>([
  ['a mark at the beginning', '\uFEFF{"x":1}\n', 'read as jsonl'],
  ['blank lines before the first', '\n\n{"x":1}\n', 'read as jsonl'],
  ['a first line that is broken', '{"x":1,}\n{"x":2}\n', 'read as jsonl'],
  ['one object over many lines', '{\n "x": 1\n}\n', 'F_FORMAT_MISMATCH JSON'],
  ['one object that holds the rows', '{"orders":[{"x":1}]}', 'F_FORMAT_MISMATCH JSON'],
  ['the same over many lines', '{"orders": [\n{"x":1}\n]}', 'F_FORMAT_MISMATCH JSON'],
  ['a list of objects', '[{"x":1},{"x":2}]', 'F_FORMAT_MISMATCH JSON'],
  ['a list of objects over many lines', '[\n  {"x":1},\n  {"x":2}\n]\n', 'F_FORMAT_MISMATCH JSON'],
  ['one endless object', `{"x":"${'a'.repeat(3 << 20)}"}`, 'F_FORMAT_MISMATCH JSON'],
  ['only empty objects', '{}\n{}\n', 'F_FORMAT_MISMATCH JSON'],
  ['an endless line', `{"x":1}\n{"x":"${'a'.repeat(3 << 20)}"}\n{"x":1}`, 'F_LINE_TOO_LONG'],
  ['bytes that are no UTF-8', Buffer.from('{"x":"M\xfcller"}', 'latin1'), 'F_ENCODING_UNKNOWN'],
  ['a character cut in two', Buffer.from('{"x":"张').subarray(0, -1), 'F_ENCODING_UNKNOWN'],
  ['2,000 columns', wide(2000), 'read as jsonl'],
  ['2,001 columns', wide(2001), 'F_TOO_MANY_COLUMNS'],
  ['B77 renamed .csv', '{"x":1}\n', 'F_FORMAT_MISMATCH JSON'],
])('%s', async (name, body, expected) => {
  expect(await refusal(body, name.startsWith('B77') ? { extension: 'csv' } : {})).toBe(expected);
});

function wide(columns: number): string {
  return `{${Array.from({ length: columns }, (_, i) => `"c${i}":1`).join(',')}}`;
}

it('JSON Lines say what the CSV of the same table says', async () => {
  const order = fc.record({
    order_id: fc.bigInt({ min: 1n, max: 10n ** 22n }),
    customer_id: fc.constantFrom('C1', '00017', '张伟', 'a,b', 'x"y', '\\'),
    ordered_at: fc.constantFrom('2026-03-01', '2026-03-01T10:00:00+08:00', '2026/3/1 9:05'),
    amount: fc.integer({ min: 0, max: 99_999_999 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 8 }), async (orders) => {
      const json = orders.map(
        ({ order_id, customer_id, ordered_at, amount }) =>
          `{"order_id":${order_id},"customer_id":${JSON.stringify(customer_id)},"ordered_at":"${ordered_at}","amount":${(amount / 100).toFixed(2)}}`,
      );
      const csv = orders.map(
        ({ order_id, customer_id, ordered_at, amount }) =>
          `${order_id},"${customer_id.replaceAll('"', '""')}",${ordered_at},${(amount / 100).toFixed(2)}`,
      );
      const table = await unpacked(json.join('\n'));
      const [fromJson, fromText] = [
        await inspectText(table.bytes),
        await inspectText(`order_id,customer_id,ordered_at,amount\n${csv.join('\n')}\n`),
      ];
      expect(fromText.status).toBe('read');
      expect(fromJson).toEqual(fromText);
    }),
    { numRuns: 15 },
  );
});

it('200,000 lines need no memory of their size', () =>
  scratch(async (dir) => {
    const path = join(dir, 'upload');
    const note = 'n'.repeat(400);
    const rows = function* () {
      for (let i = 0; i < 200; i += 1)
        yield Array.from({ length: 1000 }, (_, k) => `{"order_id":${i * 1000 + k},"note":"${note}"}\n`).join(
          '',
        );
    };
    await pipeline(rows, createWriteStream(path));
    const unpack = new URL('../../../shared/adapters/unpack.ts', import.meta.url);
    const script = `import { unpackFile } from '${unpack}';
      await unpackFile('${path}', '${dir}', { extension: 'jsonl', maxBytes: 2 ** 30, memoryMb: 100 });`;
    const flags = ['--max-old-space-size=60', '--import', 'tsx', '--input-type=module', '-e', script];
    execFileSync(process.execPath, flags, { cwd: new URL('../../..', import.meta.url) });
    const lines = (await readFile(join(dir, 'table.csv'), 'utf8')).split('\n');
    expect(lines).toHaveLength(200_002);
    expect(lines[200_000]).toBe(`199999,${note}`);
  }));
