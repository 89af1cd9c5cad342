import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import type { Cost } from '../../shared/contract/cost.ts';
import type { ComposeCounts } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { addCounts } from '../../shared/domain/counts.ts';
import { addDays, type LocalDate } from '../../shared/domain/dates.ts';
import type { Cause, ChangeKind } from '../../shared/domain/held.ts';
import { periodEnd } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { Shop } from './batch.ts';

type MailCounts = Record<'planned' | 'heldOut' | 'already' | 'skipped', number>;

/** Somebody who would have another tier. */
export interface Mover {
  customerId: string;
  from: string | null;
  to: string | null;
  change: ChangeKind;
  cause: Cause;
}

export interface Simulation {
  run: { runId: string; asOf: string; policyHash: string };
  /** Last day of the period that is to be graded next. */
  nextDue: LocalDate;
  /** What grading and mailing would come to; null where it was not reckoned. */
  cost: Cost | null;
  /** Customers by tier now and under the policy tried out, its ladder first. */
  tiers: { id: string; name: Bilingual; before: number; after: number }[];
  moves: (Omit<Mover, 'customerId'> & { count: number })[];
  /**
   * Mails by campaign: `planned` would go out, `heldOut` are the control group, `already` were done by an earlier run,
   * `skipped` are to people who must not be mailed.
   */
  mails: ({ campaign: string } & MailCounts)[];
  /** By customer. */
  movers: Mover[];
}

/** What a simulated run found, out of its folder. */
export async function simulationOf(
  { lake }: Pick<Shop, 'lake'>,
  { runId, asOf, parts }: Run,
): Promise<Simulation> {
  const folder = openRunFolder(lake);
  const { base, policyHash } = await folder.inventory(runId);
  const [now, before] = [await folder.policy(runId), base ? await folder.policy(base.runId) : undefined];
  const tiers = countTiers();
  const movers: Mover[] = [];
  for (let part = 0; part < parts; part += 1) {
    const left = (await folder.changes(runId, part)).filter(({ change }) => change === 'left');
    for (const { customerId, previousTier, tier, change, cause } of [
      ...(await folder.receipts(runId, part)),
      ...left.map((one) => ({ ...one, tier: null })),
    ]) {
      tiers.add(previousTier, tier);
      if (change !== 'same') movers.push({ customerId, from: previousTier, to: tier, change, cause });
    }
  }
  movers.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  return {
    run: { runId, asOf, policyHash },
    nextDue: nextDueAfter(base, asOf, now),
    cost: (await folder.review(runId)).cost,
    tiers: tiers.of(now, before),
    moves: movesOf(movers),
    mails: mailsOf(await folder.composed(runId, parts)),
    movers,
  };
}

/** As of a day within a period that is not graded yet, that one; else the one after the last that was. */
function nextDueAfter(
  base: { periodicAsOf: LocalDate } | null,
  asOf: LocalDate,
  { schedule }: Pick<Policy, 'schedule'>,
): LocalDate {
  return periodEnd(base === null ? asOf : addDays(base.periodicAsOf, 1), schedule);
}

function countTiers() {
  const counts = new Map<string, { before: number; after: number }>();
  const one = (tier: string | null, when: 'before' | 'after'): void => {
    if (tier === null) return;
    const count = counts.get(tier) ?? { before: 0, after: 0 };
    count[when] += 1;
    counts.set(tier, count);
  };
  return {
    add(from: string | null, to: string | null): void {
      one(from, 'before');
      one(to, 'after');
    },
    of(now: Policy, before: Policy | undefined): Simulation['tiers'] {
      const names = new Map([...(before?.tiers ?? []), ...now.tiers].map(({ id, name }) => [id, name]));
      const ids = new Set([...now.tiers, ...(before?.tiers ?? [])].map(({ id }) => id));
      return [...new Set([...ids, ...counts.keys()])].map((id) => ({
        id,
        name: names.get(id) ?? both(id, id),
        ...(counts.get(id) ?? { before: 0, after: 0 }),
      }));
    },
  };
}

function movesOf(movers: readonly Mover[]): Simulation['moves'] {
  const moves = new Map<string, Simulation['moves'][number]>();
  for (const { customerId: _, ...move } of movers) {
    const key = JSON.stringify(move);
    moves.set(key, { ...move, count: (moves.get(key)?.count ?? 0) + 1 });
  }
  return [...moves.values()].sort((a, b) => b.count - a.count);
}

const NO_MAILS: MailCounts = { planned: 0, heldOut: 0, already: 0, skipped: 0 };

function mailsOf(parts: readonly ComposeCounts[]): Simulation['mails'] {
  const sums = new Map<string, MailCounts>();
  for (const { rule, mails, due, heldOut, already } of parts.flatMap(({ campaigns }) =>
    Object.values(campaigns),
  )) {
    const skipped = mails - due - heldOut - already;
    const sum = sums.get(rule) ?? NO_MAILS;
    sums.set(rule, addCounts(sum, [{ planned: due, heldOut, already, skipped }]));
  }
  return [...sums].map(([campaign, counts]) => ({ campaign, ...counts }));
}
