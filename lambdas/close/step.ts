import { MailOutcomeSchema, type SendCounts } from '../../shared/contract/artifacts.ts';
import type { RunState } from '../../shared/contract/runs.ts';
import type { Closed, RunParts } from '../../shared/contract/steps.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';

export interface CloseDependencies {
  /** The send counts of every part. */
  sent(runId: string, parts: number): Promise<SendCounts[]>;
  /** How many mails the plan was reviewed with. */
  planned(runId: string): Promise<number>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
}

const NONE: SendCounts = {
  mails: 0,
  sent: 0,
  unknown: 0,
  refused: 0,
  suppressed: 0,
  heldOut: 0,
  capped: 0,
  cancelled: 0,
  pending: 0,
  waitSeconds: 0,
};

/** Adds up what became of the run's mails; when none is pending the outbox is closed, and so is the run. */
export const close =
  (deps: CloseDependencies) =>
  async ({ runId, parts }: RunParts): Promise<Closed> => {
    const counts = await deps.sent(runId, parts);
    const { waitSeconds: _, ...terms } = addCounts(NONE, counts);
    mustBalance({ step: 'send', left: 'mails', right: [...MailOutcomeSchema.options], terms });
    const planned = await deps.planned(runId);
    mustBalance({ step: 'send', left: 'planned', right: ['mails'], terms: { ...terms, planned } });
    if (terms.pending > 0) return { runId, parts, pending: terms.pending, waitSeconds: soonest(counts) };
    await deps.moveRun(runId, ['COMMITTED'], 'CLOSED');
    return { runId, parts, pending: 0, waitSeconds: 0 };
  };

/** The part that can go on first says when; for the others another look is cheap. */
const soonest = (counts: readonly SendCounts[]): number =>
  Math.min(...counts.filter(({ pending }) => pending > 0).map(({ waitSeconds }) => waitSeconds));
