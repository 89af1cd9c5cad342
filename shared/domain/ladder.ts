import type { Cell } from './features.ts';
import { compileRules, type GradingRules, type Marks, readingOf } from './grading-rules.ts';
import type { When } from './policy/names.ts';
import { namesIn } from './policy/names-read.ts';
import type { Policy } from './policy/schema.ts';

/** One rung as it was asked: the tier and its conditions, none for the last. */
export interface AskedRung {
  tier: string;
  when: When;
}

type Seen = Readonly<Record<string, Cell>>;
type Scores = Readonly<Record<string, number>>;

export interface Climb {
  marks: Marks;
  /** The rungs down to the first whose conditions all hold; that last one wins. Empty where none holds. */
  asked: AskedRung[];
}

/** Climbs one ladder for many customers: `seen` are features, `scores` as people read them. */
export interface Ladder {
  climb(seen: Seen, scores: Scores): Climb;
}

/**
 * `marginPercent`: by how much the bounds of the rungs themselves may be missed. Flags, stage and segments stay what they
 * are: who is nearly at risk is not at risk.
 */
export function openLadder(
  rules: GradingRules,
  rungs: readonly AskedRung[],
  currency: string,
  marginPercent = 0,
): Ladder {
  const { mark, test, reads } = compileRules(rules, { currency, marginPercent });
  const tests = rungs.map(({ when }) => test(when));
  const names = [...new Set([...reads, ...rungs.flatMap(({ when }) => namesIn(when))])];
  const downTo = rungs.map((_, place) => rungs.slice(0, place + 1));
  return {
    climb(seen, scores) {
      const { marks, reading } = mark(readingOf(seen, scores, names));
      const winner = tests.findIndex((holds) => holds(reading));
      return { marks, asked: downTo[winner] ?? [] };
    },
  };
}

export const rungsOf = ({ tiers }: Policy): AskedRung[] =>
  tiers.map(({ id, when }) => ({ tier: id, when: when ?? {} }));

/** Nobody falls below the last of them, whatever its conditions: so far down he has come already. */
export const lastTakesAll = (rungs: readonly AskedRung[]): AskedRung[] =>
  rungs.map((rung, place) => (place === rungs.length - 1 ? { ...rung, when: {} } : rung));

/** The tier of the rung that won: the last that was asked. */
export function reached(asked: readonly AskedRung[]): string {
  const winner = asked.at(-1);
  if (!winner) throw new RangeError('no rung of the ladder holds');
  return winner.tier;
}

/** A higher rank is a better tier; null for a tier that the ladder does not know. */
export function rankOf(policy: Policy, tier: string): number | null {
  const place = policy.tiers.findIndex(({ id }) => id === tier);
  const found = policy.tiers[place];
  return found ? (found.rank ?? policy.tiers.length - place) : null;
}
