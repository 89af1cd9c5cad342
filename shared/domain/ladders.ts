import { type GradingRules, rulesOf, STAGE } from './grading-rules.ts';
import { type AskedRung, type Ladder, lastTakesAll, openLadder, rungsOf } from './ladder.ts';
import { namesIn, namesRead } from './policy/names-read.ts';
import type { Policy } from './policy/schema.ts';

interface Asked {
  /** Only the first so many rungs; the last of them takes whom none above takes. */
  rungs?: number;
  marginPercent?: number;
}

const LADDERS = new WeakMap<Policy, Map<string, Ladder>>();

/** The ladder of a policy, compiled once. */
export function ladderFor(
  policy: Policy,
  currency: string,
  { rungs, marginPercent = 0 }: Asked = {},
): Ladder {
  const known = LADDERS.get(policy) ?? new Map<string, Ladder>();
  if (known.size === 0) LADDERS.set(policy, known);
  // Most often it is asked for as a whole; a key put together for every customer would be the dearest part.
  const key = rungs === undefined && marginPercent === 0 ? currency : `${currency} ${rungs} ${marginPercent}`;
  const found = known.get(key);
  if (found) return found;
  const all = rungsOf(policy);
  const asked = rungs === undefined ? all : lastTakesAll(all.slice(0, rungs));
  const opened = openLadder(rulesOf(policy, namesRead(policy)), asked, currency, marginPercent);
  known.set(key, opened);
  return opened;
}

const BEHIND = new WeakMap<Policy, Map<number, GradingRules>>();

/** The rules that a receipt needs so that it can be decided again from itself: those that its rungs lean on. */
export function rulesBehind(policy: Policy, asked: readonly AskedRung[]): GradingRules {
  const known = BEHIND.get(policy) ?? new Map<number, GradingRules>();
  const found = known.get(asked.length);
  if (found) return found;
  const rules = needed(policy, asked);
  BEHIND.set(policy, known.set(asked.length, rules));
  return rules;
}

function needed(policy: Policy, asked: readonly AskedRung[]): GradingRules {
  const all = rulesOf(policy, namesRead(policy));
  const names = closed(
    asked.flatMap(({ when }) => namesIn(when)),
    all,
  );
  const only = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
  return {
    readables: only(all.readables),
    flags: only(all.flags),
    stages: names.has(STAGE) ? all.stages : [],
    segments: only(all.segments),
  };
}

/** The names, and all that their own rules read. */
function closed(names: readonly string[], { flags, stages, segments }: GradingRules): Set<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const rungs = name === STAGE ? stages : (own(segments, name) ?? []);
    const whens = [own(flags, name), ...rungs.map(({ when }) => when)];
    for (const other of whens.flatMap(namesIn)) add(other);
  };
  for (const name of names) add(name);
  return found;
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
