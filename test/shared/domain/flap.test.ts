import { describe, expect, it } from 'vitest';
import { isFlap } from '../../../shared/domain/flap.ts';
import type { HistoryEntry } from '../../../shared/domain/held.ts';

const step = (on: string, from: string, to: string, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ on, from, to, change: from < to ? 'promoted' : 'demoted', cause: 'behaviour' },
  ...over,
});

describe('a flap', () => {
  const up = step('2026-06-30', '1', '2');
  const down = step('2026-09-30', '2', '1');
  it.each<[string, HistoryEntry[], boolean]>([
    ['up and down again', [up, down], true],
    ['down and up again', [step('2026-06-30', '2', '1'), step('2026-09-30', '1', '2')], true],
    ['twice down', [step('2026-06-30', '3', '2'), down], false],
    ['not back to where it was', [step('2026-06-30', '0', '2'), down], false],
    ['after a year and a day', [step('2025-09-29', '1', '2'), down], false],
    ['after a year', [step('2025-09-30', '1', '2'), down], true],
    ['in an earlier run', [up, step('2026-08-31', '2', '1')], false],
    ['by hand', [step('2026-06-30', '1', '2', { cause: 'manual' }), down], false],
    ['with a step by hand between', [up, step('2026-07-31', '2', '3', { cause: 'manual' }), down], true],
    ['the only step', [down], false],
  ])('%s: %s', (_, history, expected) => {
    expect(isFlap(history, '2026-09-30')).toBe(expected);
  });
});
