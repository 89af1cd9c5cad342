import type { IntakeProblem } from '../contract/intake.ts';
import type { HeaderOf } from './header-of.ts';

/**
 * Collects problems for the answer: of each code the first, then rejected rows as they come, up to `limit`.
 * `linesAbove` = lines that the person never saw; `headerOf` names columns as the file does. Ordered by line, so that a person can go through the file from top to bottom.
 */
export function findings(limit: number, linesAbove = 0, headerOf: HeaderOf = (column) => column) {
  const first = new Map<string, IntakeProblem>();
  const more: IntakeProblem[] = [];
  return {
    note(code: string, line: number, column?: string, cells?: readonly string[]): void {
      const known = first.has(code);
      if (known && (!code.startsWith('R_') || more.length >= limit)) return;
      const problem = {
        line: Math.max(0, line - linesAbove),
        code,
        ...(column === undefined ? {} : { column: headerOf(column, cells) }),
      };
      if (known) more.push(problem);
      else first.set(code, problem);
    },
    codes: (): ReadonlySet<string> => new Set(first.keys()),
    list(): IntakeProblem[] {
      return [...first.values(), ...more].slice(0, limit).sort((a, b) => a.line - b.line);
    },
  };
}
