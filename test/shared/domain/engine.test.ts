import { expect, it } from 'vitest';
import { engineOf } from '../../../shared/domain/engine.ts';

it.each([
  [undefined, 0, 'duckdb'],
  [undefined, 99, 'duckdb'],
  [undefined, 100, 'athena'],
  [undefined, 101, 'athena'],
  ['duckdb', 101, 'duckdb'],
  ['athena', 1, 'athena'],
] as const)(
  'with %s asked for and %i rows, where Athena begins at 100, %s measures',
  (wanted, rows, engine) => {
    expect(engineOf(wanted, rows, 100)).toBe(engine);
  },
);
