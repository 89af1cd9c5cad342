import { type AskedRung, type Climb, lastTakesAll, openLadder, reached } from './ladder.ts';
import { type Settled, settle } from './movement.ts';
import type { Receipt } from './receipt.ts';
import { easedEdges, rescored } from './rescored.ts';
import { retraceScores } from './retrace-scores.ts';
import { same } from './same.ts';
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
  mustBe('movement', receipt.movement, movement);
  const settled = settle(movement);
  if (!isEarlier(receipt)) mustSettle(receipt, settled);
  return receipt.override?.tier ?? settled.tier;
}

/** Receipts of an earlier program tell neither features nor what somebody earned. */
const isEarlier = ({ earned }: Receipt): boolean => earned === '';

/** The last rung asked is the first that holds, and gives the tier of the rule. */
function mustWin(receipt: Receipt, { marks, asked }: Climb): void {
  const { flags, stages, segments } = receipt.rules;
  mustBe('asked', receipt.asked.length, asked.length);
  mustBe('movement.ruleTier', receipt.movement.ruleTier, reached(asked));
  for (const name of Object.keys(flags)) mustBe(`flags.${name}`, receipt.flags[name], marks.flags[name]);
  if (stages.length > 0) mustBe('stage', receipt.stage, marks.stage);
  for (const name of Object.keys(segments))
    mustBe(`segments.${name}`, receipt.segments[name], marks.segments[name]);
}

/** Without a manual tier; what protects a manual one is that it is manual. */
function mustSettle({ earned, misses, protection, override }: Receipt, settled: Settled): void {
  mustBe('earned', earned, settled.tier);
  mustBe('misses', misses, settled.misses);
  if (protection !== 'manual') mustBe('protection', protection, settled.protection);
  else if (override === null) throw new RangeError('');
}

/** What he would reach with a margin, and on earlier cut points; of those asked the last takes all. */
function protectedTiers(receipt: Receipt): Pick<Receipt['movement'], 'margin' | 'others'> {
  const { scores, seen, movement } = receipt;
  const { margin, others } = movement;
  const floor = lastTakesAll(receipt.asked);
  const tier = (...given: [Receipt['seen'], Record<string, number>, number?]) =>
    reached(climbed(receipt, floor, ...given).asked);
  const eased = (percent: number) => tier(seen, rescored(scores, easedEdges(percent)), percent);
  return {
    ...(margin && { margin: { ...margin, tier: eased(margin.percent) } }),
    ...(others && {
      others: {
        ...others,
        tier: tier(
          { ...seen, ...others.seen },
          rescored(scores, (name, trace) => others.edges[name] ?? trace.edges, others.seen),
        ),
      },
    }),
  };
}
