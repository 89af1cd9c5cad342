import { meant } from '../policy/nearest.ts';
import type { LetterVariables } from './letter.ts';
import type { TemplateFault } from './template-check.ts';
import { noVariable, reassigned } from './template-words.ts';

/** A value that a template names, e.g. `links.home`, and the line that does. */
export interface NamedValue {
  path: readonly string[];
  line: number;
}

/** Values that `letter` has not, and names of its values that the template gives to something else. */
export const nameFaults = (
  used: readonly NamedValue[],
  given: readonly NamedValue[],
  letter: LetterVariables,
): TemplateFault[] => [
  ...used.flatMap(({ path, line }) => {
    const name = path.join('.');
    return isKnown(path, letter) ? [] : [{ line, message: noVariable(name, meant(name, namesOf(letter))) }];
  }),
  ...given.flatMap(({ path: [name = ''], line }) =>
    Object.hasOwn(letter, name) ? [{ line, message: reassigned(name) }] : [],
  ),
];

const namesOf = (letter: LetterVariables): string[] => [
  ...Object.keys(letter).filter((name) => name !== 'links'),
  ...Object.keys(letter.links).map((name) => `links.${name}`),
];

/** Of a text a template may ask the length. */
function isKnown([root = '', member, ...deeper]: readonly string[], letter: LetterVariables): boolean {
  if (!Object.hasOwn(letter, root) || deeper.length > 0) return false;
  if (root === 'links') return member !== undefined && Object.hasOwn(letter.links, member);
  return member === undefined || member === 'size';
}
