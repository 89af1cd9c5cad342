import { type CompiledRules, compileRules, readableOf, rulesOf, STAGE } from '../grading-rules.ts';
import { isBanded } from '../scores.ts';
import { weightsOf } from '../weighed.ts';
import { readerOf } from './check-conditions.ts';
import type { When } from './names.ts';
import { namesIn } from './names-read.ts';
import type { Policy } from './schema.ts';

/** Some blocks of conditions, and everything that they lead to. */
export interface Reach {
  whens: readonly When[];
  names: ReadonlySet<string>;
}

/** Follows names through flags, stages, segments and weights down to bands and features. */
export function reachOf(policy: Policy, whens: readonly When[]): Reach {
  const names = new Set<string>();
  const found = [...whens];
  const visit = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    found.push(...behind(policy, name));
    partsOf(policy, name).forEach(visit);
  };
  // The list grows while it is read.
  for (const when of found) namesIn(when).forEach(visit);
  return { whens: found, names };
}

/** The conditions by which a flag, the stage or a segment is decided. */
function behind({ flags, stages = [], segments }: Policy, name: string): When[] {
  if (Object.hasOwn(flags, name)) return [flags[name]?.when ?? {}];
  const list = name === STAGE ? stages : Object.hasOwn(segments, name) ? (segments[name] ?? []) : [];
  return list.map(({ when }) => when ?? {});
}

/** Fixed bands of a weighted score follow it; learnt ones may lie anywhere. */
function partsOf(policy: Policy, name: string): string[] {
  const score = Object.hasOwn(policy.scores, name) ? policy.scores[name] : undefined;
  if (!score) return [];
  if (!isBanded(score)) return Object.keys(score.weighted);
  return 'edges' in score.bands && weightsOf(policy, score.of) ? [score.of] : [];
}

/** The rules that decide these names, without those that do not matter to them. */
export function rulesFor(policy: Policy, { names }: Reach): CompiledRules {
  const known = [...names].filter((name) => readableOf(policy, name));
  const rules = rulesOf(policy, known);
  const kept = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  const needed = {
    ...{ readables: rules.readables, flags: kept(rules.flags), segments: kept(rules.segments) },
    stages: names.has(STAGE) ? rules.stages : [],
  };
  return compileRules(needed, { currency: readerOf(policy).currency });
}
