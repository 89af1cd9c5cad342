import type { OutcomeLine } from '../../shared/contract/artifacts.ts';
import type { Receipt } from '../../shared/contract/plan.ts';
import type { Report } from '../../shared/contract/report.ts';
import { rankOf } from '../../shared/domain/ladder.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { add, MarkTally } from './mark-tally.ts';

type Move = Report['moves'][number];
type MailCount = Report['mails'][number];

const LAST = Number.MIN_SAFE_INTEGER;

/** Counts of one kind by what tells them apart, in the order of their keys. */
class Grouped<T extends { count: number }> {
  private readonly groups = new Map<string, T>();

  add(key: readonly (string | null)[], fresh: T): void {
    const id = JSON.stringify(key);
    const group = this.groups.get(id) ?? fresh;
    this.groups.set(id, group);
    group.count += 1;
  }

  sorted(): T[] {
    return [...this.groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  }
}

/** What the report counts while receipts and outcomes pass by, part after part. */
export class Tally {
  private readonly moves = new Grouped<Move>();
  private readonly mails = new Grouped<MailCount>();
  private readonly before = new Map<string, number>();
  private readonly after = new Map<string, number>();
  private readonly net = new Map<string, number>();
  private readonly valued = new Map<string, number>();
  private readonly value = new Map<string, number>();
  readonly marks = new MarkTally();

  receipt(receipt: Receipt): void {
    const { previousTier, tier, change, cause, netAmount, seen } = receipt;
    this.move({ from: previousTier, to: tier, change, cause });
    add(this.after, tier, 1);
    add(this.net, tier, netAmount);
    this.marks.receipt(receipt);
    if (typeof seen.lifetimeValue !== 'number') return;
    add(this.valued, tier, 1);
    add(this.value, tier, seen.lifetimeValue);
  }

  left(previousTier: string | null): void {
    this.move({ from: previousTier, to: null, change: 'left', cause: '' });
  }

  outcome({ campaign, outcome, reason }: OutcomeLine): void {
    this.mails.add([campaign, outcome, reason], { campaign, outcome, reason, count: 0 });
  }

  movesMade(): Move[] {
    return this.moves.sorted();
  }

  mailsMade(): MailCount[] {
    return this.mails.sorted();
  }

  /** By rank, highest first; a tier that the policy no longer has comes last and keeps its id for a name. */
  tiers(policy: Policy): Report['tiers'] {
    const known = new Set(policy.tiers.map(({ id }) => id));
    const gone = [...this.before.keys()].filter((id) => !known.has(id)).sort();
    const named = [...policy.tiers, ...gone.map((id) => ({ id, name: { en: id, 'zh-CN': id } }))];
    const ranked = named.map(({ id, name }) => ({
      ...{ id, name, rank: rankOf(policy, id) },
      before: this.before.get(id) ?? 0,
      after: this.after.get(id) ?? 0,
      net: this.net.get(id) ?? 0,
      value: { customers: this.valued.get(id) ?? 0, total: this.value.get(id) ?? 0 },
    }));
    return ranked.sort((a, b) => (b.rank ?? LAST) - (a.rank ?? LAST));
  }

  private move(move: Omit<Move, 'count'>): void {
    this.moves.add([move.change, move.from, move.to, move.cause], { ...move, count: 0 });
    if (move.from !== null) add(this.before, move.from, 1);
  }
}
