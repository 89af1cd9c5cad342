import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const TESTS = new URL('..', import.meta.url).pathname;

/** As titles name what they prove: `… (F12)`, `… (F1, F2)`, `F12: …`. */
const NAMED = /\((F\d{1,2}(?:, F\d{1,2})*)\)|'(F\d{1,2}):/g;

/** Files by the row that they prove. */
const proven = new Map<string, string[]>();
for (const file of readdirSync(TESTS, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.test.ts')) continue;
  const text = readFileSync(join(TESTS, file), 'utf8');
  for (const [, several, one] of text.matchAll(NAMED))
    for (const row of (several ?? one ?? '').split(', ')) proven.set(row, [...(proven.get(row) ?? []), file]);
}

/** The rows of the fault table that are about mail. */
const MAIL = [
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
  ...[22, 23, 24, 25, 37, 38, 39, 40, 41, 42, 43, 44, 45],
  ...[46, 47, 49, 51, 52, 53, 54, 55, 56],
];

describe('every row of the fault table that is about mail has its test', () => {
  it.each(MAIL.map((row) => `F${row}`))('%s', (row) => {
    expect(proven.get(row) ?? []).not.toEqual([]);
  });
});
