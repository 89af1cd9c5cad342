import type { ZodError, z } from 'zod';
import type { Bilingual } from '../bilingual.ts';
import { likelyBranch } from './fault-union.ts';
import { sentence, unknownKey } from './fault-words.ts';
import { nearest } from './nearest.ts';
import { settingsAt } from './schema-settings.ts';

export type Path = (string | number)[];

/** One thing to mend in a policy, at a place in it. */
export interface Fault {
  path: Path;
  message: Bilingual;
}

type Issue = z.core.$ZodIssue;

/**
 * Every fault of shape, in words for whoever edits the file; the error must come with its inputs reported. With the
 * schema, a misspelt setting is answered with the one that was meant.
 */
export const faultsOf = (error: ZodError, schema?: z.ZodType): Fault[] =>
  withoutFollowing(error.issues).flatMap((issue) => faults(issue, [], schema));

function faults(issue: Issue, above: Path, schema: z.ZodType | undefined): Fault[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'unrecognized_keys') {
    const settings = schema ? settingsAt(schema, path) : [];
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, settings) }));
  }
  const branch = issue.code === 'invalid_union' ? likelyBranch(issue) : undefined;
  if (branch) return withoutFollowing(branch).flatMap((inner) => faults(inner, path, schema));
  return [{ path, message: sentence(issue, path) }];
}

/** A setting that is missing because its name is misspelt, or of the wrong type and therefore too long, is one fault. */
function withoutFollowing(issues: readonly Issue[]): Issue[] {
  const strange = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  const mistyped = issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('.'));
  return issues.filter((issue) => {
    if (issue.code === 'unrecognized_keys') return true;
    if (issue.code !== 'invalid_type' && mistyped.includes(issue.path.join('.'))) return false;
    return issue.input !== undefined || !strange.some((path) => meansThat(path, issue.path));
  });
}

const above = (path: readonly PropertyKey[]): string => path.slice(0, -1).join('.');

const meansThat = (strange: readonly PropertyKey[], missing: readonly PropertyKey[]): boolean =>
  above(strange) === above(missing) &&
  nearest(String(strange.at(-1)), [String(missing.at(-1))]) !== undefined;
