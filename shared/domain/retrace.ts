import { openLadder, reached } from './ladder.ts';
import { settle } from './movement.ts';
import type { Receipt } from './receipt.ts';
import { easedEdges, rescored } from './rescored.ts';
import { mapped } from './scores.ts';

/** Decides once more from nothing but the receipt: whoever reads it can check it. */
export function retrace(receipt: Receipt): string {
  const { scores, seen, asked, movement, currency, override } = receipt;
  const { margin, others } = movement;
  const rules = rulesIn(receipt);
  const climb = (features: Receipt['seen'], values: Record<string, number>, marginPercent = 0) =>
    reached(openLadder(rules, asked, currency, marginPercent).climb(features, values).asked);
  const again = {
    ...movement,
    ruleTier: climb(seen, rescored(scores)),
    ...(margin && {
      margin: { ...margin, tier: climb(seen, rescored(scores, easedEdges(margin.percent)), margin.percent) },
    }),
    ...(others && {
      others: {
        ...others,
        tier: climb(
          { ...seen, ...others.seen },
          rescored(scores, (name, trace) => others.edges[name] ?? trace.edges, others.seen),
        ),
      },
    }),
  };
  return override?.tier ?? settle(again).tier;
}

/** Receipts of an earlier program do not say that their conditions read scores alone. */
function rulesIn({ rules, scores }: Receipt): Receipt['rules'] {
  const ofScores: Receipt['rules']['readables'] = mapped(scores, () => ({ unit: 'score' }));
  return { ...rules, readables: { ...ofScores, ...rules.readables } };
}
