import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../shared/domain/csv.ts';
import { begunWith } from '../../../../shared/domain/erasure/found.ts';
import { jsonWithout, linesWithout } from '../../../../shared/domain/erasure/lines.ts';
import { mentionsOf } from '../../../../shared/domain/erasure/mentions.ts';
import { mentionsInPages, pageWithout } from '../../../../shared/domain/erasure/pages.ts';
import { isNobody, nobodyNamed, type Person } from '../../../../shared/domain/erasure/person.ts';
import { cellsOf, rawRecords, recordsWithout } from '../../../../shared/domain/erasure/records.ts';
import { safe } from '../../../../shared/domain/report/html.ts';

const HE: Person = {
  ids: new Set(['C-1007', '7']),
  emails: new Set(['li@shop.example']),
  phones: new Set(['+8613812345678']),
  names: new Set(['李雷']),
  orders: new Set(['SO-55']),
  nobody: (id) => nobodyNamed(id.length.toString()),
};
const mentions = mentionsOf(HE);
const NOBODY = nobodyNamed('6');

describe('a line about an erased person', () => {
  it.each([
    [
      'a mail that was to go out',
      {
        campaignId: 'a',
        customerId: 'C-1007',
        address: 'li@shop.example',
        name: '李雷',
        skip: null,
        sid: 's',
      },
      { campaignId: 'a', customerId: NOBODY, address: null, name: null, skip: 'erased', sid: 's' },
    ],
    [
      'a mail that was never to go out, whose reason stays',
      { campaignId: 'a', customerId: 'C-1007', address: 'li@shop.example', name: null, skip: 'no_consent' },
      { campaignId: 'a', customerId: NOBODY, address: null, name: null, skip: 'no_consent' },
    ],
    [
      'a mail without an address',
      { campaignId: 'a', customerId: 'C-1007', address: null, name: null, skip: null },
      { campaignId: 'a', customerId: NOBODY, address: null, name: null, skip: 'no_address' },
    ],
    [
      'a receipt, whose figures stay and whose texts go',
      {
        customerId: 'C-1007',
        netAmount: 700,
        seen: { city: '上海', visits: 3 },
        override: { customerId: 'C-1007', why: 'x' },
      },
      {
        customerId: NOBODY,
        netAmount: 700,
        seen: { city: null, visits: 3 },
        override: { customerId: NOBODY, why: '' },
      },
    ],
    [
      'a published item in a change',
      {
        customerId: 'C-1007',
        published: { customerId: 'C-1007', columns: { job: 'chef', age: 3 }, orders: 2 },
      },
      { customerId: NOBODY, published: { customerId: NOBODY, columns: { age: 3 }, orders: 2 } },
    ],
  ])('%s', (_, before, after) => {
    const other = '{"customerId":"C-10071","name":"李雷"}';
    const text = `${other}\n${JSON.stringify(before)}\n`;
    const found = linesWithout(text, mentions) ?? '';
    expect(found.split('\n')[0]).toBe(other);
    expect(JSON.parse(found.split('\n')[1] ?? '')).toEqual(after);
    expect(linesWithout(found, mentions)).toBeUndefined();
  });

  it('of nobody else is left alone, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ customerId: fc.string(), n: fc.integer() })), (rows) => {
        const others = rows.filter(({ customerId }) => !HE.ids.has(customerId));
        const text = others.map((row) => `${JSON.stringify(row)}\n`).join('');
        expect(linesWithout(text, mentions)).toBeUndefined();
      }),
    );
  });

  it('is nobody’s, and no shop’s id is', () => {
    expect([isNobody(NOBODY), isNobody('C-1007'), isNobody('erased')]).toEqual([true, false, false]);
  });
});

describe('a document that quotes an erased person', () => {
  it.each([
    ['an address', { what: 'from LI@shop.example at noon' }, { what: 'from — at noon' }],
    ['a phone, however it is parted', { what: 'call 138-1234 5678' }, { what: 'call —' }],
    ['an id in running text', { what: 'C-1007 asked' }, { what: '— asked' }],
    ['an id in the field of customers', { customer_id: 'C-1007' }, { customer_id: NOBODY }],
    ['an address as a key', { 'li@shop.example': 1 }, { '—': 1 }],
  ])('loses %s', (_, before, after) => {
    expect(JSON.parse(jsonWithout(JSON.stringify(before), mentions) ?? '')).toEqual(after);
  });

  it.each([
    { count: 7 },
    { period: '7' },
    { rule: 'C-1007' },
    { 'C-1007': 1 },
    { who: 'C-10071' },
    { mail: 'xli@shop.example' },
    { n: '138123456789' },
  ])('keeps what only looks alike: %j', (value) => {
    expect(jsonWithout(JSON.stringify(value), mentions)).toBeUndefined();
  });

  it('has pages without his addresses and ids as pages write them; names are words', () => {
    const person = { ...HE, ids: new Set(["C&1'007"]), emails: new Set(["o'neil@shop.example"]) };
    const inPages = mentionsInPages(person);
    const written = ["C&1'007", "O'Neil@shop.example"].map(safe);
    expect(pageWithout(`<p>${written.join(' and ')}</p>`, inPages)).toBe('<p>— and —</p>');
    expect(pageWithout('<p>李雷，您好 <b class="C-10">1007</b></p>', inPages)).toBeUndefined();
  });

  it('has the names of files without him, in a page and where a document names an upload', () => {
    const file = 'orders_li@shop.example.csv';
    expect(pageWithout(`<td>${file}</td>`, mentionsInPages(HE))).toBe('<td>orders_—.csv</td>');
    const exports = jsonWithout(JSON.stringify({ exports: [{ key: `orders/${file}`, rows: 3 }] }), mentions);
    expect(JSON.parse(exports ?? '')).toEqual({ exports: [{ key: 'orders/orders_—.csv', rows: 3 }] });
  });
});

describe('a CSV file with an erased person', () => {
  const tiers = csvLine(['customer_id', 'tier', 'order_count']);
  it.each([
    ['a tier file', tiers, ['7', 'gold', 7], [nobodyNamed('1'), 'gold', 7]],
    [
      'a tier file with an address and a phone that are others’ as well',
      csvLine(['customer_id', 'Email', 'Phone', 'Last order']),
      ['7', 'family@shop.example', '020 8765 4321', '2026-06-30'],
      [nobodyNamed('1'), '', '', '2026-06-30'],
    ],
    [
      'rejects, whose reason stays',
      csvLine(['line', 'code', 'reason', 'remedy', 'Order', 'Qty']),
      [3, 'R_DATE', 'a', 'b', 'SO-55', 7],
      [3, 'R_DATE', 'a', 'b', '', ''],
    ],
    [
      'rejects, whose reason quotes him',
      csvLine(['line', 'code', 'reason', 'remedy', 'Note', 'Qty']),
      [3, 'R_DATE', 'no day of li@shop.example', 'ask 138 1234 5678', 'x', 7],
      [3, 'R_DATE', 'no day of —', 'ask —', '', ''],
    ],
    [
      'rejects with a column of the shop’s own for ids',
      csvLine(['line', 'code', 'reason', 'remedy', 'ID', 'Qty']),
      [3, 'R_DATE', 'a', 'b', '7', 3],
      [3, 'R_DATE', 'a', 'b', '', ''],
    ],
    [
      'a file for another system',
      csvLine(['Email', 'Mobile', 'Last name', 'Tier']),
      ['li@shop.example', '138 1234 5678', '李雷', 'gold'],
      ['', '', '', 'gold'],
    ],
  ])('%s', (_, header, before, after) => {
    const others = csvLine(['8', 'gold', 7, 'd', 'SO-56', '7']);
    const text = `\uFEFF${header}${others}${csvLine(before)}${others}`;
    expect(recordsWithout(text, mentions)).toBe(`\uFEFF${header}${others}${csvLine(after)}${others}`);
    expect(recordsWithout(`${header}${others}${csvLine(after)}`, mentions)).toBeUndefined();
  });

  it('is cut into records and cells as it was put together', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2 })), (rows) => {
        const lines = rows.map(csvLine);
        expect([...rawRecords(lines.join(''))]).toEqual(lines);
        for (const line of lines) expect(csvLine(cellsOf(line))).toBe(line);
      }),
    );
  });
});

describe('an id that means something else in what is kept', () => {
  const words = ['gold', 'periodic', 'spring2026', '10023', '10023.50', '2026-06-30', '20260630', '1002350'];
  const others = fc.constantFrom('c1', 'B-22', '900').filter((id) => !words.includes(id));
  const word = fc.constantFrom(...words);

  it('takes nothing but his own lines', () => {
    fc.assert(
      fc.property(word, others, word, word, (id, other, tier, amount) => {
        const { phones } = begunWith(id, ['customer_id', 'email', 'phone']);
        const looked = mentionsOf({
          ...{ nobody: HE.nobody, ids: new Set([id]), emails: new Set(), phones: new Set(phones) },
          ...{ names: new Set([tier]), orders: new Set() },
        });
        const line = (customerId: string) => ({
          ...{ customerId, tier, netAmount: amount, mode: tier, rule: amount, on: '2026-06-30', [tier]: 1 },
        });
        const text = `${JSON.stringify(line(other))}\n`;
        expect(linesWithout(text, looked)).toBeUndefined();
        const found = linesWithout(`${text}${JSON.stringify(line(id))}\n`, looked) ?? '';
        expect(found.startsWith(text)).toBe(true);
        expect(JSON.parse(found.split('\n')[1] ?? '')).toEqual(line(HE.nobody(id)));
        const head = csvLine(['customer_id', 'tier', 'last_order_date', 'net_amount']);
        const row = csvLine([other, tier, '2026-06-30', amount]);
        expect(recordsWithout(`${head}${row}`, looked)).toBeUndefined();
        expect(recordsWithout(`${head}${row}${csvLine([id, tier, '2026-06-30', amount])}`, looked)).toBe(
          `${head}${row}${csvLine([HE.nobody(id), tier, '2026-06-30', amount])}`,
        );
      }),
    );
  });
});
