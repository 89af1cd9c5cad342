import { addDays, type LocalDate } from './dates.ts';
import { earlierCuts } from './earlier-cuts.ts';
import { type FeatureValues, featureValues } from './feature-values.ts';
import type { Facts } from './features.ts';
import type { Held } from './held.ts';
import { rankOf, reached } from './ladder.ts';
import { ladderFor } from './ladders.ts';
import type { Movement } from './movement.ts';
import type { EarlierGround, Graded, Ground, RunFacts } from './outcome.ts';
import type { Policy } from './policy/schema.ts';
import { easedEdges, rescored } from './rescored.ts';

/** Somebody whom the rule gives a lower tier than he has. */
export interface Falling {
  ground: Ground;
  graded: Graded;
  facts: Facts;
  held: Held;
  /** What his tier was last in agreement with. */
  earlier: EarlierGround | null;
  /** The run before this one: for scores that the earlier ground does not have. */
  before: EarlierGround | null;
  run: RunFacts;
}

type Protections = Pick<Movement, 'steps' | 'graceUntil' | 'margin' | 'others'>;

/** What may keep him; only what the policy has. */
export function protections(falling: Falling): Protections {
  const { ground, held, run } = falling;
  const { graceDays, marginPercent, protectFromOthers } = ground.policy.movement;
  const steps = stepsOf(falling);
  const graceUntil = graceDays === undefined ? undefined : graceOf(held, graceDays, run.asOf);
  const others = protectFromOthers ? onEarlierCuts(falling) : undefined;
  const found: Protections = {};
  if (steps !== undefined) found.steps = steps;
  if (graceUntil !== undefined) found.graceUntil = graceUntil;
  if (marginPercent !== undefined) found.margin = withMargin(falling, marginPercent);
  if (others !== undefined) found.others = others;
  return found;
}

function stepsOf({ ground: { policy }, held, run }: Falling): Movement['steps'] {
  const { maxStepsDown: atMost } = policy.movement;
  if (atMost === undefined) return undefined;
  const steps = { atMost, ladder: ranked(policy) };
  const { stepped } = held;
  return stepped?.period === run.period ? { ...steps, from: stepped.from } : steps;
}

const ranked = (policy: Policy) => policy.tiers.map(({ id }) => ({ id, rank: rankOf(policy, id) ?? 0 }));

/** While it has not come, whoever rose last keeps his tier. What was set by hand is no rise of his own. */
function graceOf(held: Held, days: number, asOf: LocalDate): LocalDate | undefined {
  const rose = held.roseOn === undefined ? rosePublicly(held) : held.roseOn;
  if (rose === null) return undefined;
  const until = addDays(rose, days);
  return asOf < until ? until : undefined;
}

/** What states of an earlier program tell of it. A rise beneath a manual tier is not in them. */
function rosePublicly({ published: { history } }: Held): LocalDate | null {
  const last = history.findLast(({ cause }) => cause !== 'manual');
  return last?.change === 'promoted' ? last.on : null;
}

function withMargin(falling: Falling, percent: number): NonNullable<Movement['margin']> {
  const { seen, scores } = falling.graded;
  return { percent, ...climbed(falling, seen, rescored(scores, easedEdges(percent)), percent) };
}

/** The same policy and facts on the cut points, and with the model, that gave him his tier. */
function onEarlierCuts(falling: Falling): Movement['others'] {
  const { ground, graded, earlier, before, run } = falling;
  if (!earlier || earlier.currency !== run.currency) return undefined;
  const edges = earlierCuts(ground, before ? [earlier, before] : [earlier], graded.seen, run.currency);
  const seen = seenEarlier(falling, earlier);
  const scores = rescored(graded.scores, (name, trace) => edges[name] ?? trace.edges, seen);
  return { edges, seen, ...climbed(falling, { ...graded.seen, ...seen }, scores) };
}

/** What the model of then says of him, where it is something else. */
function seenEarlier(
  { ground: { policy, lifetime }, graded, facts, run: { currency, asOf } }: Falling,
  earlier: EarlierGround,
): FeatureValues {
  if (lifetime === null && earlier.lifetime === null) return {};
  const then = featureValues(facts, { policy, currency, asOf, lifetime: earlier.lifetime });
  return Object.fromEntries(Object.entries(then).filter(([name, value]) => value !== graded.seen[name]));
}

/** What he would reach; nothing below what the rule gives him is asked. */
function climbed(
  { ground: { policy }, graded, run }: Falling,
  seen: FeatureValues,
  scores: Record<string, number>,
  marginPercent = 0,
) {
  const ladder = ladderFor(policy, run.currency, { rungs: graded.asked.length, marginPercent });
  const tier = reached(ladder.climb(seen, scores).asked);
  return { tier, rank: rankOf(policy, tier) ?? 0 };
}
