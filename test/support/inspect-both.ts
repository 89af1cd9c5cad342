import { expect } from 'vitest';
import type { ExportFile } from '../../shared/adapters/read-export.ts';
import { type Inspected, inspectText } from './inspect-text.ts';

type Change = Partial<Omit<ExportFile, 'path'>>;

/** As many rows go to the row reader before the fast lane takes any: more than a test has. */
const ALL = 10_000;

/** As `inspectText`, and proves that the fast lane makes of it what the row reader does. */
export async function inspectBoth(body: string | Buffer, change: Change = {}): Promise<Inspected> {
  const slow = await inspectText(body, change, ALL);
  const { sample: _, ...read } = slow;
  expect(await inspectText(body, change, 0)).toEqual({ ...read, sample: [] });
  return slow;
}
