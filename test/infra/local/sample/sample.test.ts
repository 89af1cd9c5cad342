import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sampleFiles } from '../../../../infra/local/sample/sample.ts';

const folder = join(import.meta.dirname, '../../../../shared/presets/sample');
const files = sampleFiles();

const RecordsSchema = z.array(z.record(z.string(), z.string()));
const records = (name: string) => RecordsSchema.parse(parse(files.get(name) ?? '', { columns: true }));

const isClean = (row: Record<string, string>): boolean =>
  row.order_id !== '' && /^\d+\.\d\d$/.test(row.amount ?? '') && !row.ordered_at?.startsWith('2026-02-30');

const ORDERS = [
  '2026-07-01/orders-2025.csv',
  '2026-07-01/orders-2026.csv',
  '2026-10-01/orders-since-june.csv',
];

describe('the committed files', () => {
  test.each([...files.keys()])('%s is what the generator makes', (name) =>
    expect(readFileSync(join(folder, name), 'utf8') === files.get(name)).toBe(true),
  );
  test('stay small', () => {
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(3_000_000);
  });
  test('are those that sample.json names', () => {
    const stages = z.object({ stages: z.array(z.object({ files: z.array(z.string()) })) });
    const named = stages
      .parse(JSON.parse(files.get('sample.json') ?? ''))
      .stages.flatMap((stage) => stage.files);
    expect(named.every((name) => existsSync(join(folder, name)))).toBe(true);
    expect(named.toSorted()).toEqual([...files.keys()].filter((name) => name !== 'sample.json').toSorted());
  });
});

describe('the shop', () => {
  const orders = ORDERS.flatMap(records);
  const latest = new Map(orders.filter(isClean).map((row) => [row.order_id, row]));
  const people = [...records('2026-07-01/customers.csv'), ...records('2026-10-01/customers.csv')];
  const statement = new Map(people.map((row) => [row.customer_id, row]));

  test('has about 3,000 customers and 25,000 orders', () => {
    expect(statement.size).toBeGreaterThan(2900);
    expect(statement.size).toBeLessThanOrEqual(3000);
    expect(latest.size).toBeGreaterThan(23_500);
    expect(latest.size).toBeLessThan(26_500);
  });

  test.each(ORDERS)('%s has a few dirty rows, far below the limit', (name) => {
    const rows = records(name);
    const dirty = rows.filter((row) => !isClean(row)).length / rows.length;
    expect(dirty).toBeGreaterThan(0.001);
    expect(dirty).toBeLessThan(0.02);
  });

  test('every order belongs to a customer of the customers export', () =>
    expect([...latest.values()].filter((row) => !statement.has(row.customer_id))).toEqual([]));

  test('writes to reserved domains and the mailbox simulator only', () => {
    const allowed =
      /^(|[a-z.]+\d+@example\.(com|net|org)|(bounce|complaint)\+c\d+@simulator\.amazonses\.com)$/;
    expect(people.filter((row) => !allowed.test(row.email ?? '')).map((row) => row.email)).toEqual([]);
  });

  test('hears yes from about 45 %, no from about 20 %', () => {
    const share = (word: string) =>
      [...statement.values()].filter((row) => row.consent === word).length / statement.size;
    expect(share('yes')).toBeCloseTo(0.45, 1);
    expect(share('no')).toBeCloseTo(0.2, 1);
  });

  test('sees people rise, fall, lapse, return and join in its last quarter', () => {
    const quarter = {
      before: new Map<string, number>(),
      third: new Map<string, number>(),
      last: new Map<string, number>(),
    };
    for (const { ordered_at: at = '', customer_id: id = '', status } of latest.values()) {
      if (status !== 'paid') continue;
      const counts = at < '2026-04-01' ? quarter.before : at < '2026-07-01' ? quarter.third : quarter.last;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const of = (counts: Map<string, number>, id = '') => counts.get(id) ?? 0;
    const many = (test: (before: number, third: number, last: number) => boolean) =>
      [...statement.keys()].filter((id) =>
        test(of(quarter.before, id), of(quarter.third, id), of(quarter.last, id)),
      ).length;
    expect(many((_, third, last) => third > 0 && last >= third + 2)).toBeGreaterThan(100);
    expect(many((_, third, last) => third >= last + 2)).toBeGreaterThan(100);
    expect(many((before, third, last) => before >= 3 && third + last === 0)).toBeGreaterThan(100);
    expect(many((before, third, last) => before > 0 && third === 0 && last > 0)).toBeGreaterThan(100);
    expect(many((before, third, last) => before + third === 0 && last > 0)).toBeGreaterThan(50);
  });

  test('corrects orders that it had exported before', () => {
    const before = new Map(
      ORDERS.slice(0, 2)
        .flatMap(records)
        .filter(isClean)
        .map((row) => [row.order_id, row]),
    );
    const corrected = records(ORDERS[2] ?? '').filter((row) => {
      const older = before.get(row.order_id ?? '');
      return older && `${older.status}${older.refund_amount}` !== `${row.status}${row.refund_amount}`;
    });
    expect(corrected.length).toBeGreaterThan(20);
    expect(
      corrected.every((row) => (row.updated_at ?? '') > (before.get(row.order_id ?? '')?.updated_at ?? '')),
    ).toBe(true);
  });
});
