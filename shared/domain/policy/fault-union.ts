import type { z } from 'zod';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

/** Costs of a branch that is another kind of thing altogether. */
const OTHER_THING = 100;
const OTHER_WORD = 50;
const OTHER_LITERAL = 20;
const STRANGE_SETTING = 3;
const MISSING_SETTING = 2;

/**
 * Of several possible shapes the one that was most likely meant, by its issues; undefined where what stands there is of
 * none of their types.
 */
export function likelyBranch(issue: UnionIssue): Issue[] | undefined {
  if (issue.input === undefined || isEmpty(issue.input)) return undefined;
  const telling = issue.errors
    .flat()
    .filter(isWrongWord)
    .map(({ path }) => String(path[0]));
  const rated = issue.errors.map((branch) => ({
    branch,
    cost: costOf(branch) + costOfTelling(branch, telling),
  }));
  const best = rated.sort((a, b) => a.cost - b.cost)[0];
  return best && best.cost < OTHER_THING ? withAllWords(best.branch, issue.errors) : undefined;
}

/** A shape without the word that tells the others apart is hardly meant where that word stands. */
const costOfTelling = (branch: readonly Issue[], telling: readonly string[]): number =>
  keysIn(branch).some((key) => telling.includes(key)) ? OTHER_WORD : 0;

const keysIn = (branch: readonly Issue[]): string[] =>
  branch.flatMap((issue) => {
    if (issue.code === 'invalid_union') return issue.errors.flatMap(keysIn);
    return issue.code === 'unrecognized_keys' ? issue.keys : [];
  });

/** A block of settings that has none. */
export const isEmpty = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input) && Object.keys(input).length === 0;

type ValueIssue = Extract<Issue, { code: 'invalid_value' }>;

/**
 * Where the word that tells the shapes apart is wrong, all such words may be meant; where it is none of them, nothing
 * else can be said of the block.
 */
function withAllWords(branch: Issue[], all: readonly (readonly Issue[])[]): Issue[] {
  const wrong = branch.find(isWrongWord);
  if (!wrong) return branch;
  const alike = all
    .flat()
    .filter(isWrongWord)
    .filter(({ path }) => path.join('.') === wrong.path.join('.'));
  const values = [...new Set(alike.flatMap((issue) => issue.values))];
  const whole: Issue = { ...wrong, values };
  const meant = nearest(String(wrong.input), wrong.values.map(String)) !== undefined;
  return meant ? branch.map((issue) => (issue === wrong ? whole : issue)) : [whole];
}

const isWrongWord = (issue: Issue): issue is ValueIssue =>
  issue.code === 'invalid_value' &&
  issue.path.length === 1 &&
  issue.values.length === 1 &&
  issue.input !== undefined;

const costOf = (branch: readonly Issue[]): number =>
  branch.reduce((sum, issue) => sum + costOfOne(issue, branch), 0);

function costOfOne(issue: Issue, branch: readonly Issue[]): number {
  const whole = issue.path.length === 0;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.reduce((sum, key) => sum + costOfKey(key, branch), 0);
    case 'invalid_union':
      return whole ? Math.min(OTHER_THING, ...issue.errors.map(costOf)) : lacking(issue);
    case 'invalid_value':
      return whole ? (issue.values.length > 1 ? OTHER_WORD : OTHER_THING) : costOfValue(issue);
    default:
      return whole && issue.code === 'invalid_type' ? OTHER_THING : lacking(issue);
  }
}

const lacking = (issue: Issue): number => (issue.input === undefined ? MISSING_SETTING : 1);

/** A setting that looks like one that is missing is that one, misspelt. */
function costOfKey(key: string, branch: readonly Issue[]): number {
  const missing = branch.filter(({ input }) => input === undefined).map(({ path }) => String(path.at(-1)));
  return nearest(key, missing) === undefined ? STRANGE_SETTING : 0;
}

/** A fixed word tells which shape is meant. */
function costOfValue(issue: ValueIssue): number {
  const [word, ...others] = issue.values.map(String);
  if (others.length > 0 || word === undefined || issue.input === undefined) return lacking(issue);
  return nearest(String(issue.input), [word]) === undefined ? OTHER_LITERAL : 1;
}
