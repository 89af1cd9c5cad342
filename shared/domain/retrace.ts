import { type AskedRung, type Climb, lastTakesAll, openLadder, reached } from './ladder.ts';
import { type Settled, settle } from './movement.ts';
import type { Receipt } from './receipt.ts';
import { easedEdges, rescored } from './rescored.ts';
import { isEarlier, mustBe, retraceScores } from './retrace-scores.ts';
import { mapped } from './scores.ts';

/**
 * Decides once more from nothing but the receipt, and gives the tier that follows: whoever reads it can check it. Throws a
 * RangeError where the receipt does not follow from itself: a raw value that is not the feature's, a band that is not by
 * its cut points, a flag, stage or segment behind the rungs, a rung that does not hold, or what movement made of it.
 */
export function retrace(receipt: Receipt): string {
  retraceScores(receipt);
  mustWin(receipt, climbed(receipt, receipt.asked, receipt.seen, rescored(receipt.scores)));
  const movement = { ...receipt.movement, ...protectedTiers(receipt) };
  mustBe('margin', receipt.movement.margin?.tier, movement.margin?.tier);
  mustBe('others', receipt.movement.others?.tier, movement.others?.tier);
  const settled = settle(movement);
  if (!isEarlier(receipt)) mustSettle(receipt, settled);
  return receipt.override?.tier ?? settled.tier;
}

/** The last rung asked is the first that holds, and gives the tier of the rule. */
function mustWin(receipt: Receipt, { marks, asked }: Climb): void {
  const { flags, stages, segments } = receipt.rules;
  mustBe('tier of the rule', receipt.movement.ruleTier, reached(asked));
  mustBe('rungs asked', receipt.asked.length, asked.length);
  for (const name of Object.keys(flags)) mustBe(name, receipt.flags[name], marks.flags[name]);
  if (stages.length > 0) mustBe('stage', receipt.stage, marks.stage);
  for (const name of Object.keys(segments)) mustBe(name, receipt.segments[name], marks.segments[name]);
}

/** Beneath a manual tier nothing else is told to protect. */
function mustSettle({ earned, misses, protection }: Receipt, settled: Settled): void {
  mustBe('earned', earned, settled.tier);
  mustBe('misses', misses, settled.misses);
  if (protection !== 'manual') mustBe('protection', protection, settled.protection);
}

/** What he would reach with a margin, and on earlier cut points; of those asked the last takes all. */
function protectedTiers(receipt: Receipt): Pick<Receipt['movement'], 'margin' | 'others'> {
  const { scores, seen, movement } = receipt;
  const { margin, others } = movement;
  const floor = lastTakesAll(receipt.asked);
  const tier = (features: Receipt['seen'], values: Record<string, number>, percent = 0) =>
    reached(climbed(receipt, floor, features, values, percent).asked);
  const before = (name: string, trace: { edges: number[] }) => others?.edges[name] ?? trace.edges;
  return {
    ...(margin && {
      margin: { ...margin, tier: tier(seen, rescored(scores, easedEdges(margin.percent)), margin.percent) },
    }),
    ...(others && {
      others: { ...others, tier: tier({ ...seen, ...others.seen }, rescored(scores, before, others.seen)) },
    }),
  };
}

function climbed(
  receipt: Receipt,
  rungs: readonly AskedRung[],
  seen: Receipt['seen'],
  scores: Record<string, number>,
  marginPercent = 0,
): Climb {
  return openLadder(rulesIn(receipt), rungs, receipt.currency, marginPercent).climb(seen, scores);
}

/** Receipts of an earlier program do not say that their conditions read scores alone. */
function rulesIn({ rules, scores }: Receipt): Receipt['rules'] {
  const ofScores: Receipt['rules']['readables'] = mapped(scores, () => ({ unit: 'score' }));
  return { ...rules, readables: { ...ofScores, ...rules.readables } };
}
