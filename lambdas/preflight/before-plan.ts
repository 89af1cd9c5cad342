import type { ComposeCounts, MailProblem, Preflight } from '../../shared/contract/preflight.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { lookAt } from './account.ts';
import type { PreflightDependencies } from './dependencies.ts';
import { missingCodes } from './offers.ts';
import { contentFaulty, silentAccount } from './refusals.ts';
import { totalsOf } from './totals.ts';

/**
 * Adds up what was composed and writes it down, with the days that the quota needs. A faulty template or a list with too
 * few codes refuses the run, before anybody's tier has changed; what is wrong with the account may still be mended. Of a run
 * that is only shown nothing but the counts matter.
 */
export async function beforePlan(runId: string, parts: number, deps: PreflightDependencies): Promise<void> {
  const { simulated = false, mode } = await deps.inventory(runId);
  const [composed, policy] = [await deps.composed(runId, parts), await deps.policy(runId)];
  const counts = totalsOf(composed);
  const short = simulated ? [] : await missingCodes(counts.offers, policy, deps);
  const faults = [...faultsOf(composed), ...short];
  const account = counts.due > 0 && !simulated ? await lookNow(counts.due, policy, deps) : NO_MAIL;
  await deps.writePreflight({
    on: localDateOf(new Date(deps.now()).toISOString(), policy.timeZone),
    ...{ runId, counts, quota: account.quota, days: account.days },
    contentDigest: deps.contentDigest(composed.map(({ digest }) => digest)),
    problems: [...faults, ...account.problems],
  });
  if (faults.length > 0) throw contentFaulty(faults, mode);
}

type Look = Pick<Preflight, 'quota' | 'days' | 'problems'>;
const NO_MAIL: Look = { quota: null, days: [], problems: [] };

/** Each kind of fault once, however many parts met it. */
function faultsOf(composed: readonly ComposeCounts[]): MailProblem[] {
  const faults = composed.flatMap(({ problems }) => problems);
  const kinds = new Map(faults.map((fault) => [fault.kind, fault]));
  return [...kinds.values()].map(({ code, say }) => ({ code, say }));
}

async function lookNow(mails: number, policy: Policy, deps: PreflightDependencies): Promise<Look> {
  const state = await deps.account().catch(() => undefined);
  return state ? lookAt(mails, state, policy, deps) : { ...NO_MAIL, problems: [silentAccount()] };
}
