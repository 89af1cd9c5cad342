import { MailOutcomeSchema, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { CampaignFigures } from '../../shared/contract/campaigns.ts';
import type { RunState } from '../../shared/contract/runs.ts';
import type { Closed, RunParts } from '../../shared/contract/steps.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';
import { figuresOf, together } from './figures.ts';
import { type RestDependencies, tellRests } from './rests.ts';

export interface CloseDependencies extends RestDependencies {
  /** The send counts of every part. */
  sent(runId: string, parts: number): Promise<SendCounts[]>;
  /** How many mails the plan was reviewed with. */
  planned(runId: string): Promise<number>;
  /** What other runs found of the campaign: those that were planned for the same period or on the same base. */
  figuresOfOthers(campaignId: string, runId: string): Promise<CampaignFigures[]>;
  /** Shown with the campaign, and what a release of its unknown mails is judged by. */
  figures(campaignId: string, found: CampaignFigures): Promise<void>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
}

/**
 * Adds up what became of the run's mails; when none is pending the outbox is closed, and so is the run. It stays closed
 * when later events change a mail's outcome: then only the figures do.
 */
export const close =
  (deps: CloseDependencies) =>
  async ({ runId, parts }: RunParts): Promise<Closed> => {
    const counts = await deps.sent(runId, parts);
    const totals = addCounts(NONE, counts.map(numbersOf));
    mustBalance({ step: 'send', left: 'mails', right: [...MailOutcomeSchema.options], terms: totals });
    const planned = await deps.planned(runId);
    mustBalance({ step: 'send', left: 'planned', right: ['mails'], terms: { ...totals, planned } });
    const figures = figuresOf(counts);
    await writeFigures(runId, figures, deps);
    await tellRests(deps, runId, figures);
    const { pending, resting } = totals;
    if (pending === 0) await deps.moveRun(runId, ['COMMITTED'], 'CLOSED');
    return { runId, parts, pending, ...standing(pending, resting, counts) };
  };

/** A run counts only its own mails, so a campaign's figures are the sum over its runs. */
async function writeFigures(
  runId: string,
  found: ReadonlyMap<string, CampaignFigures>,
  { figures, figuresOfOthers }: Pick<CloseDependencies, 'figures' | 'figuresOfOthers'>,
): Promise<void> {
  for (const [campaignId, own] of found)
    await figures(campaignId, (await figuresOfOthers(campaignId, runId)).reduce(together, own));
}

const NONE = {
  ...{ mails: 0, sent: 0, unknown: 0, refused: 0, suppressed: 0, heldOut: 0 },
  ...{ capped: 0, cancelled: 0, pending: 0, resting: 0 },
};

const numbersOf = ({ waitSeconds: _, waitsFor: __, campaigns: ___, ...numbers }: SendCounts): typeof NONE =>
  numbers;

/** While a single mail can go on by itself, the machine does. */
function standing(
  pending: number,
  resting: number,
  counts: readonly SendCounts[],
): Pick<Closed, 'status' | 'waitSeconds' | 'waitsFor'> {
  if (pending === 0) return { status: 'CLOSED', waitSeconds: 0 };
  if (pending === resting) return { status: 'RESTING', waitSeconds: 0 };
  return { status: 'OPEN', ...soonest(counts) };
}

/** The part that can go on first says when, and why it waits; for the others another look is cheap. */
function soonest(counts: readonly SendCounts[]): Pick<Closed, 'waitSeconds' | 'waitsFor'> {
  const [first] = counts
    .filter(({ pending, resting }) => pending > resting)
    .sort((one, other) => one.waitSeconds - other.waitSeconds);
  const { waitSeconds = 0, waitsFor } = first ?? {};
  return { waitSeconds, ...(waitsFor === undefined ? {} : { waitsFor }) };
}
