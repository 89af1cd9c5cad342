import { addDays } from './dates.ts';

/** What a link to a page of a run allows. */
export interface PageTicket {
  /** `approve` decides about the plan; `show` only reads. */
  purpose: 'approve' | 'show';
  runId: string;
  /** ISO 8601. */
  until: string;
  /** Of a plan: the mails that it was shown with. */
  contentDigest?: string | undefined;
}

/** Days for which a link to a page is good. */
export const SHOWN_DAYS = 90;

/** A link made at `now` to read the pages of a run. */
export const showTicket = (runId: string, now: Date): PageTicket => ({
  ...{ purpose: 'show', runId },
  until: `${addDays(now.toISOString().slice(0, 10), SHOWN_DAYS)}T23:59:59.999Z`,
});

/** The link with which a plan is decided about; of one that does not wait there is none. */
export function approveTicket(run: {
  runId: string;
  state: string;
  expiresAt?: string | undefined;
  contentDigest?: string | undefined;
}): PageTicket | undefined {
  const { runId, state, expiresAt, contentDigest } = run;
  if (state !== 'AWAITING_APPROVAL' || expiresAt === undefined) return undefined;
  return { purpose: 'approve', runId, until: expiresAt, contentDigest };
}

export const isOver = ({ until }: PageTicket, now: string): boolean => until <= now;
