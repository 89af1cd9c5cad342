import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBareGuards, withoutBareGuards } from '../../../shared/adapters/bare-guards.ts';

const bared = async (text: string, size = 1 << 16): Promise<string> => {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  return (await buffer(withoutBareGuards(Readable.from(chunks)))).toString();
};

test.each([
  ['="193",张伟,="0571"\r\n', '193,张伟,0571\r\n'],
  ['订单编号,标题\n="193",="茶 具"\n="194",x', '订单编号,标题\n193,茶 具\n194,x'],
  ['a\t="1"\t="2"\t=""\n', 'a\t1\t2\t\n'],
  ['a\r="1"\r="2"\r', 'a\r1\r2\r'],
  ['="1";="2"', '1;2'],
  ['"=""193""",x,"a=""b"""\n', '"=""193""",x,"a=""b"""\n'],
  ['x,=SUM(1),="a"b,"=",y\n', 'x,=SUM(1),="a"b,"=",y\n'],
])('%j becomes %j', async (text, expected) => {
  expect(await bared(text)).toBe(expected);
});

test('wherever the stream is cut, the same comes out', async () => {
  const text = '="193",张伟𠮷\n"a\n=""b""",="2"\r\n="3"\r="4"';
  for (let size = 1; size <= text.length; size += 1)
    expect(await bared(text, size)).toBe('193,张伟𠮷\n"a\n=""b""",2\r\n3\r4');
});

test('a file is known by one guard that holds something', () => {
  expect(hasBareGuards('订单编号,标题\r\n="193",茶\r\n')).toBe(true);
  expect(hasBareGuards('a,b\n=1+1,"="\n')).toBe(false);
});

test('no file that quotes its cells by the rules is taken for one', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '"', ',', '\n', ';', '1', 'a'), maxLength: 8 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const whereNeeded = (text: string) => (/[",;\n]/.test(text) ? quoted(text) : text);
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 })), fc.boolean(), (rows, all) => {
      const text = rows.map((cells) => cells.map(all ? quoted : whereNeeded).join(',')).join('\n');
      expect(hasBareGuards(text)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
