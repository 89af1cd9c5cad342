import type { Bilingual } from './bilingual.ts';
import type { CostLine } from './cost/run-cost.ts';
import { costWords } from './cost/words.ts';
import { daysBetween, type LocalDate } from './dates.ts';
import * as words from './guard-words.ts';
import type { Guards } from './policy/guard-schema.ts';

export type GuardedKind = Guards['missing'][number];

/** What a plan is held against; undefined is what an earlier program or an on-demand run does not know. */
export interface GuardFacts {
  asOf: LocalDate;
  /** Counted orders of the last ended period and of the one before. */
  orders?: { last: number; before: number } | undefined;
  /** Day of the newest counted order; null: there is none. */
  newestOrder?: LocalDate | null | undefined;
  /** Customers who had a tier, and those of them who get another one or lose theirs; none in the first run. */
  held: number;
  moved: number;
  /** Planned mails; those that go out, and those that nobody may be sent. */
  mails: number;
  due: number;
  skipped: number;
  cost: { lines: CostLine[]; total: number };
  /** Of which kinds nothing ever arrived, and of which nothing since the last periodic run. */
  never: readonly GuardedKind[];
  notSince: readonly GuardedKind[];
  /** By score, how far its learnt cut points moved, as a share of what they were. */
  cuts: readonly { score: string; moved: number }[];
}

export interface Anomaly {
  code: string;
  say: Bilingual;
  /** A guard rail that the policy names says so. */
  trips: boolean;
}

/** What is shown without the policy's asking: nobody wants to learn of it from his customers. */
const USUAL = { ordersFell: 0.5, moved: 0.5, newestOrderDays: 92 };

/** Everything odd of a plan; at a limit exactly nothing trips. */
export const anomaliesOf = (facts: GuardFacts, guards: Guards): Anomaly[] =>
  [ordersFell, newestOrder, missing, moved, cutsMoved, mails, nobodyMailed, cost].flatMap(
    (guard) => guard(facts, guards) ?? [],
  );

/** Whatever the policy says: after a roll-back, named by its run, every plan waits for a person. */
export const cautious = (rollBack: string): Anomaly => ({
  ...{ code: 'G_CAUTION', say: words.cautious(rollBack), trips: true },
});

function ordersFell({ orders }: GuardFacts, { ordersFell: own }: Guards): Anomaly | undefined {
  const limit = own ?? USUAL.ordersFell;
  if (!orders || orders.before === 0 || (orders.before - orders.last) / orders.before <= limit)
    return undefined;
  return { code: 'G_ORDERS_FELL', say: words.ordersFell(orders, own), trips: own !== undefined };
}

function newestOrder(
  { newestOrder: on, asOf }: GuardFacts,
  { newestOrderDays: own }: Guards,
): Anomaly | undefined {
  if (on === undefined) return undefined;
  const days = on === null ? Number.POSITIVE_INFINITY : daysBetween(on, asOf);
  if (days <= (own ?? USUAL.newestOrderDays)) return undefined;
  const say = on === null ? words.noOrders() : words.newestOrder(on, days, own);
  return { code: 'G_NEWEST_ORDER', say, trips: own !== undefined };
}

function missing({ never, notSince }: GuardFacts, guards: Guards): Anomaly | undefined {
  const wanted = (kind: GuardedKind) => guards.missing.includes(kind);
  const [unseen, late] = [never.filter(wanted), notSince.filter(wanted)];
  if (unseen.length + late.length === 0) return undefined;
  return { code: 'G_MISSING', say: words.missing(unseen, late), trips: true };
}

function moved(facts: GuardFacts, { moved: own }: Guards): Anomaly | undefined {
  const limit = own ?? USUAL.moved;
  if (facts.held === 0 || facts.moved / facts.held <= limit) return undefined;
  return { code: 'G_MOVED', say: words.moved(facts, own), trips: own !== undefined };
}

/** Names the score whose cut points moved furthest. */
function cutsMoved({ cuts }: GuardFacts, { cutsMoved: limit }: Guards): Anomaly | undefined {
  const [furthest] = cuts.toSorted((a, b) => b.moved - a.moved);
  if (limit === undefined || !furthest || furthest.moved <= limit) return undefined;
  return { code: 'G_CUTS_MOVED', say: words.cutsMoved(furthest, limit), trips: true };
}

function mails({ due }: GuardFacts, { mails: limit }: Guards): Anomaly | undefined {
  if (limit === undefined || due <= limit) return undefined;
  return { code: 'G_MAILS', say: words.mails(due, limit), trips: true };
}

function nobodyMailed({ mails: planned, skipped }: GuardFacts): Anomaly | undefined {
  if (planned === 0 || skipped < planned) return undefined;
  return { code: 'G_NOBODY_MAILED', say: words.nobodyMailed(planned), trips: false };
}

function cost({ cost: found }: GuardFacts, { cost: limit }: Guards): Anomaly | undefined {
  if (limit === undefined || found.total <= Number(limit)) return undefined;
  return { code: 'G_COST', say: words.cost(costWords(found), limit), trips: true };
}
