import { kindOf } from './feature-catalog.ts';
import type { Cell } from './features.ts';
import { compileWhen, inUnits, type Readable, type Reader, type Reading } from './policy/condition.ts';
import type { When } from './policy/names.ts';
import { namesIn } from './policy/names-read.ts';
import type { Policy } from './policy/schema.ts';

/** One rung as it was asked: its id and its conditions, none for the last. */
export interface Rung {
  id: string;
  when: When;
}

/** What a policy derives of a customer before it asks the ladder, in the order in which one may read the other. */
export interface GradingRules {
  readables: Record<string, Readable>;
  flags: Record<string, When>;
  stages: Rung[];
  segments: Record<string, Rung[]>;
}

/** Flags, stage and segments of one customer. */
export interface Marks {
  flags: Record<string, boolean>;
  stage: string | null;
  segments: Record<string, string>;
}

export const STAGE = 'stage';

const rungs = (list: readonly { id: string; when?: When | undefined }[]): Rung[] =>
  list.map(({ id, when }) => ({ id, when: when ?? {} }));

export const rulesOf = (policy: Policy, names: Iterable<string>): GradingRules => ({
  readables: Object.fromEntries(
    [...names].flatMap((name) => {
      const readable = readableOf(policy, name);
      return readable ? [[name, readable]] : [];
    }),
  ),
  flags: Object.fromEntries(Object.entries(policy.flags).map(([name, { when }]) => [name, when])),
  stages: rungs(policy.stages ?? []),
  segments: Object.fromEntries(Object.entries(policy.segments).map(([name, list]) => [name, rungs(list)])),
});

/** What a name of a condition stands for; undefined where the policy has no such name. */
export function readableOf(policy: Policy, name: string): Readable | undefined {
  if (Object.hasOwn(policy.scores, name)) return { unit: 'score' };
  if (Object.hasOwn(policy.flags, name)) return { unit: 'flag' };
  if (Object.hasOwn(policy.segments, name)) return { unit: 'text' };
  if (name === STAGE) return policy.stages ? { unit: 'text' } : undefined;
  return kindOf(policy, name);
}

export interface CompiledRules {
  /** The names that flags, stages and segments read. */
  reads: readonly string[];
  /** Adds flags, stage and segments to what is known; later ones read earlier ones. */
  mark(reading: Reading): { marks: Marks; reading: Reading };
  test(when: When): (reading: Reading) => boolean;
}

/** Conditions compiled once, for many customers. A margin is for what is tested, not for what marks somebody. */
export function compileRules(
  rules: GradingRules,
  reader: Pick<Reader, 'currency' | 'marginPercent'>,
): CompiledRules {
  const whole: Reader = {
    ...reader,
    readable: (name) => (Object.hasOwn(rules.readables, name) ? rules.readables[name] : undefined),
  };
  const exact = (when: When) => compileWhen(when, { ...whole, marginPercent: 0 });
  const flags = Object.entries(rules.flags).map(([name, when]) => [name, exact(when)] as const);
  const stages = compiled(rules.stages, exact);
  const segments = Object.entries(rules.segments).map(
    ([name, list]) => [name, compiled(list, exact)] as const,
  );
  const none = flags.length + stages.length + segments.length === 0;
  const mark = (reading: Reading) => {
    if (none) return { marks: NO_MARKS, reading };
    const seen: Record<string, Cell | boolean> = { ...reading };
    const marks: Marks = { flags: {}, stage: null, segments: {} };
    for (const [name, holds] of flags) seen[name] = marks.flags[name] = holds(seen);
    if (stages.length > 0) seen[STAGE] = marks.stage = firstOf(stages, seen);
    for (const [name, list] of segments) seen[name] = marks.segments[name] = firstOf(list, seen);
    return { marks, reading: seen };
  };
  const lists = [...Object.values(rules.segments), rules.stages].flat();
  const reads = [...Object.values(rules.flags), ...lists.map(({ when }) => when)].flatMap(namesIn);
  return { mark, reads, test: (when) => compileWhen(when, whole) };
}

const NO_MARKS: Marks = { flags: {}, stage: null, segments: {} };

type Tested = readonly [id: string, holds: (reading: Reading) => boolean];

const compiled = (list: readonly Rung[], test: (when: When) => (reading: Reading) => boolean): Tested[] =>
  list.map(({ id, when }) => [id, test(when)] as const);

function firstOf(list: readonly Tested[], reading: Reading): string {
  const found = list.find(([, holds]) => holds(reading));
  if (!found) throw new Error('no rung of the list holds');
  return found[0];
}

/** Features and scores of these names as conditions read them, of all if there is no list; a score comes before a feature of its name. */
export function readingOf(
  values: Readonly<Record<string, Cell>>,
  scores: Readonly<Record<string, number>>,
  names: readonly string[] = Object.keys({ ...values, ...scores }),
): Reading {
  const reading: Record<string, Cell> = {};
  for (const name of names) {
    const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
    if (score !== undefined) reading[name] = inUnits(score);
    else if (Object.hasOwn(values, name)) reading[name] = values[name] ?? null;
  }
  return reading;
}
