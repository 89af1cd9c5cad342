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

interface PlannedStep {
  customerId: string;
  previousTier: string | null;
  change: ChangeKind;
  cause: Cause;
  published: Published;
}

/** What one part of a run will do and say, before anything happens. */
export interface PartPlan {
  receipts: Receipt[];
  changes: PlannedStep[];
  mails: PlannedMail[];
  /** What the next run will find as held; who left is not among them. */
  held: { customerId: string; held: Held }[];
  counts: PartCounts;
  /** From where to where how many go, and why; also who stays. */
  moves: Move[];
  /** By feature: customers of whom a column has a text that cannot be read as the policy says. */
  unreadable: Record<string, number>;
}

type PartCounts = Record<
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

/**
 * Plans the customers of one part. `touched` are those whom an uncommitted earlier run may have written: they are
 * written again, whatever it left. `orphans` are those of them whom nothing names now.
 */
export function planPart(
  rows: readonly Measured[],
  basis: Basis,
  touched: ReadonlySet<string>,
  orphans: readonly string[] = [],
): PartPlan {
  const plan: PartPlan = {
    ...{ receipts: [], changes: [], mails: [], held: [] },
    ...{ counts: noCounts(), moves: [], unreadable: {} },
  };
  // The order of rows must not show in any artifact.
  for (const row of [...rows].sort((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
    if (row.present) planPresent(plan, row, basis, touched);
    else if (row.held) planLeft(plan, row.held, basis);
  }
  for (const customerId of [...orphans].sort()) plan.changes.push(orphaned(customerId, basis));
  return { ...plan, counts: balanced(countsOf(rows, plan)), moves: movesOf(plan) };
}

function movesOf({ receipts, changes }: PartPlan): Move[] {
  const left = changes.filter(({ change }) => change === 'left').map((step) => ({ ...step, tier: null }));
  const steps = [...receipts, ...left];
  return addMoves(
    steps.map(({ previousTier: from, tier: to, change, cause }) => ({ from, to, change, cause, count: 1 })),
  );
}

function planPresent(plan: PartPlan, row: Measured, basis: Basis, touched: ReadonlySet<string>): void {
  const { customerId, held } = row;
  const receipt = decide(row, held, basis);
  const published = publish(receipt, held, row, basis.now.policy);
  const { previousTier, change, cause } = receipt;
  plan.receipts.push(receipt);
  for (const name of unreadableColumns(row, basis)) plan.unreadable[name] = (plan.unreadable[name] ?? 0) + 1;
  if (isFlap(published.history, basis.run.asOf)) plan.counts.flaps += 1;
  const missed = missCause(receipt, row, held, basis);
  plan.held.push({ customerId, held: holdOn(receipt, published, held, missed) });
  plan.mails.push(...mailsFor({ receipt, facts: row, held, published, missCause: missed }, row, basis));
  if (touched.has(customerId) || !same(published, held?.published))
    plan.changes.push({ customerId, previousTier, change, cause, published });
}

function planLeft(plan: PartPlan, held: Held, basis: Basis): void {
  const { customerId, tier } = held.published;
  const published = publishLeft(held, basis);
  plan.changes.push({
    customerId,
    previousTier: tier,
    change: 'left',
    cause: causeOfLeaving(basis),
    published,
  });
}

const orphaned = (customerId: string, { run }: Basis): PlannedStep => ({
  ...{ customerId, previousTier: null, change: 'same', cause: '' },
  published: nobody(customerId, run.asOf, run.currency),
});

function countsOf(rows: readonly Measured[], plan: PartPlan): PartCounts {
  const { receipts, changes, mails } = plan;
  const counts = { ...noCounts(), flaps: plan.counts.flaps };
  for (const { change } of receipts) counts[change] += 1;
  counts.overridden = receipts.filter(({ override }) => override !== null).length;
  counts.features = rows.filter(({ present }) => present).length;
  counts.held = rows.filter(({ held }) => held !== null).length;
  counts.receipts = receipts.length;
  counts.left += changes.filter(({ change }) => change === 'left').length;
  return { ...counts, changes: changes.length, mails: mails.length };
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
