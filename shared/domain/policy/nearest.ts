import { type Bilingual, both } from '../bilingual.ts';

/** Of the known names the one that was most likely meant; undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name);
  const near = [...known]
    .map((candidate) => ({ candidate, steps: editSteps(wanted, plain(candidate)) }))
    .filter(({ steps }) => steps <= Math.min(3, Math.max(1, Math.floor(wanted.length / 3))))
    .sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1));
  return near[0]?.candidate;
}

const MANY = 24;

/** How a sentence about a wrong name ends: with the one that was meant, else with those that there are. */
export function meant(name: string, known: readonly string[]): Bilingual {
  const near = nearest(name, known);
  if (near !== undefined) return both(`; did you mean ${near}?`, `；是否想写 ${near}？`);
  const each = [...new Set(known)];
  if (each.length === 0) return both('', '');
  const shown = each.length > MANY ? [...each.slice(0, MANY), '…'] : each;
  return both(`; there are: ${shown.join(', ')}`, `；可用的有：${shown.join('、')}`);
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, '');

/** Letters left out, added, changed, or swapped with their neighbour (optimal string alignment). */
function editSteps(a: string, b: string): number {
  let [older, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(older, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [older, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], j: number): number => row[j] ?? Number.POSITIVE_INFINITY;
