import { describe, expect, test } from 'vitest';
import { hashOf } from '../../../shared/adapters/erased.ts';
import type { ErasureKind } from '../../../shared/domain/erasure.ts';
import { codes, inspectText, READING_POLICY } from '../../support/inspect-text.ts';

const KEY = Buffer.alloc(32, 7);
const erasedBy = (...people: [ErasureKind, string][]) => ({
  key: KEY,
  hashes: new Set(people.map(([kind, text]) => hashOf(KEY, kind, text) ?? '')),
});

const FILE = [
  'order_id,customer_id,email,phone,ordered_at,amount,name',
  'O1,C1,ann@x.com,,2026-03-01,10.00,Ann Lee',
  'O2,C2,bob@x.com,,2026-03-01,20.00,Bob',
  'O3,,ANN@x.com,,2026-03-02,30.00,A. Lee',
  'O4,C4,,+86 139-1234-5678,2026-03-03,40.00,Cy',
  '',
].join('\n');

describe.each([
  ['by the row reader', 20],
  ['in the fast lane', 0],
])('B80 an erased customer who appears again, %s', (_, sample) => {
  test('is dropped wherever a row names him, and his money counts as refused', async () => {
    const erased = erasedBy(['customer_id', 'C1'], ['email', 'ann@x.com'], ['phone', '13912345678']);
    const read = await inspectText(FILE, { erased }, sample);
    expect(read.counts).toMatchObject({ rows: 4, kept: 1, rejected: 3 });
    expect(read.lake.map(({ order_id }) => order_id)).toEqual(['O2']);
    expect(read.amounts).toEqual({ '': 2000 });
    expect(read.amountsElsewhere?.rejected).toEqual({ '': 8000 });
    expect(codes(read)).toEqual(['R_ERASED', 'R_ERASED', 'R_ERASED']);
  });

  test('leaves nothing of himself in the rejects file', async () => {
    const { rejects } = await inspectText(FILE, { erased: erasedBy(['customer_id', 'C1']) }, sample);
    expect(rejects).toContain('2,R_ERASED,');
    expect(rejects).not.toMatch(/C1|ann@x|Lee/i);
  });

  test('is no fault of the file: it is not refused for him', async () => {
    const policy = { ...READING_POLICY, intake: { maxRejectShare: 0 } };
    const read = await inspectText(FILE, { policy, erased: erasedBy(['customer_id', 'C1']) }, sample);
    expect(read).toMatchObject({ status: 'read', counts: { kept: 3, rejected: 1 } });
  });

  test('in a customers file and in an activity file too', async () => {
    const erased = erasedBy(['customer_id', 'C1']);
    const people = await inspectText('customer_id,name,consent\nC1,Ann,yes\nC2,Bob,no\n', { erased });
    expect(people).toMatchObject({ kind: 'customers', counts: { rows: 2, kept: 1, rejected: 1 } });
    const events = 'customer_id,activity,occurred_at\nC1,visit,2026-03-01\nC2,visit,2026-03-01\n';
    const read = await inspectText(events, { erased, hint: 'activity' });
    expect(read).toMatchObject({ kind: 'activity', counts: { rows: 2, kept: 1, rejected: 1 } });
  });

  test('also where his order stands in the file twice', async () => {
    const file = `${FILE}O1,C1,ann@x.com,,2026-03-01,11.00,Ann Lee\nO2,C2,bob@x.com,,2026-03-01,21.00,Bob\n`;
    const read = await inspectText(file, { erased: erasedBy(['customer_id', 'C1']) }, sample);
    expect(read.counts).toMatchObject({ rows: 6, rejected: 2, repeated: 1, kept: 3 });
    expect(read.lake.map(({ order_id, amount }) => [order_id, amount]).sort()).toEqual([
      ['O2', 2100],
      ['O3', 3000],
      ['O4', 4000],
    ]);
  });

  test('somebody else with the same text in another column is not he', async () => {
    const read = await inspectText(
      FILE,
      { erased: erasedBy(['email', 'C1'], ['customer_id', 'bob@x.com']) },
      sample,
    );
    expect(read.counts).toMatchObject({ kept: 4, rejected: 0 });
  });
});
