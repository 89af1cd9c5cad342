import { mailsFor, type PlannedMail } from './campaigns.ts';
import { causeOfLeaving, missCause } from './cause.ts';
import { mustBalance } from './counts.ts';
import { decide } from './decide.ts';
import type { Contact, Features } from './features.ts';
import { isFlap } from './flap.ts';
import type { Cause, ChangeKind, Held, Published } from './held.ts';
import { addMoves, type Move } from './moves.ts';
import type { Basis } from './outcome.ts';
import { holdOn, nobody, publish, publishLeft } from './publish.ts';
import type { Receipt } from './receipt.ts';
import { same } from './same.ts';
import { unreadableColumns } from './unreadable.ts';

/** A customer as measured, joined with what he held. */
export type Measured = Features & Contact & { held: Held | null };

export interface PlannedStep {
  customerId: string;
  previousTier: string | null;
  change: ChangeKind;
  cause: Cause;
  published: Published;
}

/** What a run will do about one customer. Who left has no receipt, and the next run does not find him as held. */
export interface Planned {
  receipt?: Receipt;
  /** What the next run will find as held. */
  held?: Held;
  mails: readonly PlannedMail[];
  /** Undefined: his item stays as it is. */
  step?: PlannedStep | undefined;
}

export interface PartTotals {
  counts: PartCounts;
  /** From where to where how many go, and why; also who stays. */
  moves: Move[];
  /** By feature: customers of whom a column has a text that cannot be read as the policy says. */
  unreadable: Record<string, number>;
}

export type PartCounts = Record<
  | 'features'
  | 'receipts'
  | 'joined'
  | 'promoted'
  | 'demoted'
  | 'sideways'
  | 'same'
  | 'left'
  | 'held'
  | 'changes'
  | 'mails'
  | 'flaps'
  | 'overridden',
  number
>;

const NO_MAILS: readonly PlannedMail[] = [];

/**
 * Plans the customers of one part one after another, so that a part is never in memory as a whole. `touched` are those
 * whom an uncommitted earlier run may have written: they are written again, whatever it left.
 */
export function openPlanner(basis: Basis, touched: ReadonlySet<string>) {
  const counts = noCounts();
  const unreadable: Record<string, number> = {};
  const moves = new Map<string, Move>();

  function count({ receipt, mails, step }: Planned): void {
    if (receipt) {
      counts.receipts += 1;
      if (receipt.override !== null) counts.overridden += 1;
    }
    counts.mails += mails.length;
    if (step) counts.changes += 1;
    const moved = receipt ?? (step?.change === 'left' ? { ...step, tier: null } : undefined);
    if (!moved) return;
    counts[moved.change] += 1;
    tally(moves, moved);
  }

  /** Undefined: he neither is nor was there. */
  function plan(row: Measured): Planned | undefined {
    if (row.present) counts.features += 1;
    if (row.held !== null) counts.held += 1;
    const planned = row.present ? present(row) : row.held ? left(row.held, basis) : undefined;
    if (planned) count(planned);
    return planned;
  }

  function present(row: Measured): Planned {
    const { customerId, held } = row;
    const receipt = decide(row, held, basis);
    const published = publish(receipt, held, row, basis.now.policy);
    for (const name of unreadableColumns(row, basis)) unreadable[name] = (unreadable[name] ?? 0) + 1;
    if (isFlap(published.history, basis.run.asOf)) counts.flaps += 1;
    const missed = missCause(receipt, row, held, basis);
    const mails = mailsFor({ receipt, facts: row, held, published, missCause: missed }, row, basis);
    const isNew = touched.has(customerId) || !same(published, held?.published);
    const { previousTier, change, cause } = receipt;
    const step = isNew ? { customerId, previousTier, change, cause, published } : undefined;
    return { receipt, held: holdOn(receipt, published, held, missed), mails, step };
  }

  /** For one whom nothing names now, and whom an uncommitted run may have written. */
  function orphan(customerId: string): Planned {
    const { asOf, currency } = basis.run;
    const published = nobody(customerId, asOf, currency);
    const planned: Planned = {
      mails: NO_MAILS,
      step: { customerId, previousTier: null, change: 'same', cause: '', published },
    };
    count(planned);
    return planned;
  }

  const totals = (): PartTotals => ({
    counts: balanced({ ...counts }),
    moves: addMoves([...moves.values()]),
    unreadable,
  });
  return { plan, orphan, totals };
}

function left(held: Held, basis: Basis): Planned {
  const { customerId, tier } = held.published;
  const published = publishLeft(held, basis);
  const cause = causeOfLeaving(basis);
  return { mails: NO_MAILS, step: { customerId, previousTier: tier, change: 'left', cause, published } };
}

type Moved = Pick<PlannedStep, 'previousTier' | 'change' | 'cause'> & { tier: string | null };

function tally(moves: Map<string, Move>, { previousTier: from, tier: to, change, cause }: Moved): void {
  const key = `${change} ${cause} ${from ?? '>'} ${to ?? '>'}`;
  const known = moves.get(key);
  if (known) known.count += 1;
  else moves.set(key, { from, to, change, cause, count: 1 });
}

/** DESIGN's equations of the plan; the held ones that stayed are those whose change is not `joined`. */
function balanced(counts: PartCounts): PartCounts {
  const terms = { ...counts, stayed: counts.receipts - counts.joined };
  const check = (left: string, right: string[]) => mustBalance({ step: 'plan', left, right, terms });
  check('features', ['receipts']);
  check('receipts', ['joined', 'promoted', 'demoted', 'sideways', 'same']);
  check('held', ['stayed', 'left']);
  return counts;
}

const noCounts = (): PartCounts => ({
  ...{ features: 0, receipts: 0, joined: 0, promoted: 0, demoted: 0, sideways: 0, same: 0 },
  ...{ left: 0, held: 0, changes: 0, mails: 0, flaps: 0, overridden: 0 },
});
