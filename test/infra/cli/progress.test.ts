import { expect, it } from 'vitest';
import { showProgress } from '../../../infra/cli/progress.ts';

function told(states: readonly string[]): string[] {
  const lines: string[] = [];
  const terminal = {
    language: 'en' as const,
    line: (text: string) => void lines.push(text),
    passing: () => {},
  };
  const show = showProgress(terminal);
  const at = new Date('2026-10-01T00:00:00Z');
  for (const state of states)
    for (const event of ['entered', 'succeeded'] as const)
      show({ machine: 'grade', execution: 'one', state, event, at });
  return lines.map((line) => line.trim());
}

it.each([
  ['that finds nothing to do says nothing', ['Claim', 'SomethingToDo', 'NothingToDo'], []],
  [
    'that goes on says so in order',
    ['Claim', 'SomethingToDo', 'Inventory'],
    ['✓ claim the run  0.0 s', '✓ take stock of the exports  0.0 s'],
  ],
])('an execution %s', (_, states, lines) => {
  expect(told(states)).toEqual(lines);
});
