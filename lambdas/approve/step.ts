import type { WebAnswer, WebRequest } from '../../shared/contract/functions.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type DecisionDependencies, decidePlan, planExpired } from '../../shared/domain/approval.ts';
import { isOver, type PageTicket } from '../../shared/domain/page-ticket.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { answer, otherMethod, refuseFor, wholeAnswer } from '../../shared/web/answer.ts';
import { DAMAGED_LINK, TOO_MANY_LINKS } from '../../shared/web/link-pages.ts';
import { readVisit, type Visit } from '../../shared/web/visit.ts';
import { withForm } from './plan-form.ts';
import { NO_PLAN, standingOf, withPlan } from './standing.ts';

export interface ApproveDependencies extends DecisionDependencies {
  run(runId: string): Promise<Run | undefined>;
  /** What a genuine token says, of whatever age. */
  readPageToken(token: string, wanted: 'approve'): PageTicket | undefined;
  /** A page of the run, if it has been written. */
  page(runId: string, file: string): Promise<string | undefined>;
  /** The time zone of the plan. */
  zone(runId: string): Promise<string>;
  /** Where such a page is shown. */
  showLink(runId: string, file: string, now: Date): string;
  /** Milliseconds to wait; 0 = go on. */
  rate: { damaged(address: string, now: number): number };
  now(): number;
}

/** What the page answers to. */
const METHODS = ['GET', 'HEAD', 'POST'];

/**
 * The page on which a plan is approved or rejected. Only a POST with the form's own field decides; programs that open
 * the links of mails change nothing. The token in the address is the whole right to decide: there is no cookie and no
 * login that a page of somebody else could make a browser use, so no form can be sent in somebody's name.
 */
export const approve =
  (deps: ApproveDependencies) =>
  async (request: WebRequest): Promise<WebAnswer> => {
    const visit = readVisit(request);
    if (!METHODS.includes(visit.method)) return otherMethod(METHODS, visit);
    const ticket = deps.readPageToken(visit.token, 'approve');
    if (ticket === undefined) return damaged(deps, visit);
    const want = visit.method === 'POST' ? wantOf(visit.form) : undefined;
    const status = want === undefined ? 200 : await decide(deps, ticket, want);
    return show(deps, visit, ticket, status);
  };

function damaged(deps: ApproveDependencies, visit: Visit): WebAnswer {
  const wait = deps.rate.damaged(visit.address, deps.now());
  return wait > 0 ? refuseFor(wait, TOO_MANY_LINKS, visit) : answer(400, DAMAGED_LINK, visit);
}

function wantOf(form: URLSearchParams): 'approve' | 'reject' | undefined {
  const [decision, ...others] = form.getAll('decision');
  return others.length === 0 && (decision === 'approve' || decision === 'reject') ? decision : undefined;
}

/** 409: somebody was first; 410: too late. What became of the plan is then said either way. */
async function decide(
  deps: ApproveDependencies,
  ticket: PageTicket,
  want: 'approve' | 'reject',
): Promise<200 | 409 | 410> {
  const { runId, until, contentDigest } = ticket;
  const at = new Date(deps.now()).toISOString();
  try {
    if (isOver(ticket, at)) throw planExpired({ runId, expiresAt: until });
    await decidePlan(deps, { runId, want, by: 'link', at, contentDigest });
    return 200;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === 'E_PLAN_EXPIRED' ? 410 : 409;
  }
}

/** The plan with the form while it can be decided about, else what was decided. */
async function show(
  deps: ApproveDependencies,
  visit: Visit,
  ticket: PageTicket,
  status: number,
): Promise<WebAnswer> {
  const now = new Date(deps.now());
  const { runId } = ticket;
  const link = (file: string) => deps.showLink(runId, file, now);
  const times = { now: now.toISOString(), zone: await deps.zone(runId) };
  const standing = standingOf(await deps.run(runId), ticket, times);
  if (standing !== undefined) return answer(status, withPlan(standing, link), visit, true);
  const plan = await deps.page(runId, `plan.${visit.language}.html`);
  return plan === undefined
    ? answer(404, NO_PLAN, visit, true)
    : wholeAnswer(withForm(plan, visit, link), visit);
}
