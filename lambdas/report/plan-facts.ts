import type { Inventory, Review } from '../../shared/contract/artifacts.ts';
import type { PlanPage } from '../../shared/contract/plan-page.ts';
import type { Preflight } from '../../shared/contract/preflight.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { rankOf } from '../../shared/domain/ladder.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';

/** What the page of a plan is made of. */
export interface PlanFacts {
  inventory: Inventory;
  policy: Policy;
  review: Review;
  /** Undefined where nothing is ever mailed. */
  preflight: Preflight | undefined;
  run: Run | undefined;
  /** By rule, outcome and reason, as they lie ready. */
  mails: Report['mails'];
}

export function planOf(facts: PlanFacts): PlanPage {
  const { inventory, policy, review, preflight, run } = facts;
  const { runId, runSeq, mode, asOf, period, engine } = inventory;
  const waits = run?.state === 'AWAITING_APPROVAL';
  return {
    ...{ version: STATE_VERSION, runId, runSeq, mode, asOf, period, engine, shop: policy.shop.name },
    timeZone: policy.timeZone,
    decision: waits ? 'AWAITING_APPROVAL' : 'APPROVED',
    ...(waits && run.expiresAt !== undefined ? { expiresAt: run.expiresAt } : {}),
    why: waits ? whyOf(policy, review.anomalies) : [],
    customers: review.counts.receipts,
    tiers: tiersOf(policy, review.moves),
    moves: review.moves,
    mails: mailsOf(preflight),
    campaigns: campaignsOf(facts),
    ...{ cost: review.cost, anomalies: review.anomalies },
  };
}

const ALWAYS = both(
  'The policy asks for approval of every plan (`approval: always`).',
  '策略要求每个计划都须经批准（`approval: always`）。',
);

/** Guard rails hold a plan up only where the policy says so; the caution after a roll-back always does. */
function whyOf({ approval }: Policy, anomalies: Review['anomalies']): Bilingual[] {
  const holding = anomalies.filter(
    ({ trips, code }) => trips && (approval === 'guarded' || code === 'G_CAUTION'),
  );
  return [...(approval === 'always' ? [ALWAYS] : []), ...holding.map(({ say }) => say)];
}

const LAST = Number.MIN_SAFE_INTEGER;

/** A tier that the policy no longer has comes last and keeps its id for a name. */
function tiersOf(policy: Policy, moves: Review['moves']): PlanPage['tiers'] {
  const known = new Set(policy.tiers.map(({ id }) => id));
  const gone = [...new Set(moves.flatMap(({ from }) => from ?? []))].filter((id) => !known.has(id)).sort();
  const sum = (side: 'from' | 'to', id: string) =>
    moves.filter((move) => move[side] === id).reduce((all, { count }) => all + count, 0);
  return [...policy.tiers, ...gone.map((id) => ({ id, name: both(id, id) }))]
    .toSorted((a, b) => (rankOf(policy, b.id) ?? LAST) - (rankOf(policy, a.id) ?? LAST))
    .map(({ id, name }) => ({ id, name, before: sum('from', id), after: sum('to', id) }));
}

function mailsOf(preflight: Preflight | undefined): PlanPage['mails'] {
  const { due = 0, heldOut = 0, skipped = 0, already = 0 } = preflight?.counts ?? {};
  return { due, heldOut, skipped, already, days: preflight?.days ?? [], problems: preflight?.problems ?? [] };
}

/** In the order of the policy. */
function campaignsOf({ policy, preflight, mails }: PlanFacts): PlanPage['campaigns'] {
  const place = (rule: string) => policy.campaigns.findIndex((each) => each.rule === rule);
  return Object.entries(preflight?.counts.campaigns ?? {})
    .map(([campaignId, { rule, due, heldOut, already }]) => {
      const { name = null, template = '' } = policy.campaigns[place(rule)] ?? {};
      return { campaignId, rule, name, template, due, heldOut, already, skips: skipsOf(rule, mails) };
    })
    .sort((a, b) => place(a.rule) - place(b.rule));
}

const skipsOf = (rule: string, mails: Report['mails']): PlanPage['campaigns'][number]['skips'] =>
  mails
    .filter(({ campaign, outcome }) => campaign === rule && outcome === 'suppressed')
    .map(({ reason, count }) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);
