import type { PreflightInput, RunParts } from '../../shared/contract/steps.ts';
import { beforeMail } from './before-mail.ts';
import { beforePlan } from './before-plan.ts';
import type { PreflightDependencies } from './dependencies.ts';

/** Looks at everything that could stop a mail: before the plan is approved, and again before the first mail. */
export const preflight =
  (deps: PreflightDependencies) =>
  async ({ runId, parts, before }: PreflightInput): Promise<RunParts> => {
    if (before === 'PLAN') await beforePlan(runId, parts, deps);
    else await beforeMail(runId, parts, deps);
    return { runId, parts };
  };
