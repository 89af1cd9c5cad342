import { safe } from '../report/html.ts';
import { type Mentions, mentionsOf } from './mentions.ts';
import type { Person } from './person.ts';

/** How a page writes him: `O'Neil-7@…` and `A&B-1007` have other signs there. */
export function mentionsInPages(person: Person): Mentions {
  const written = (texts: ReadonlySet<string>) => new Set([...texts].map(safe));
  return mentionsOf({ ...person, ids: written(person.ids), emails: written(person.emails) });
}

/**
 * A page without a person, of `mentionsInPages`; undefined where it does not name him. Its mails greet made-up people; what
 * it has of real ones are counts and the names of the files that they came with.
 */
export function pageWithout(text: string, mentions: Mentions): string | undefined {
  const after = mentions.inFileNames(text);
  return after === text ? undefined : after;
}
