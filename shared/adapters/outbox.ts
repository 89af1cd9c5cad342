import { type OutcomeLine, PlanCountsSchema, type SendCounts } from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import type { RunPart } from '../contract/steps.ts';
import type { Bucket } from './bucket.ts';
import { getJson, putJson, putLines } from './lines.ts';
import { openRunFolder } from './run-folder.ts';

/** The mails of a committed run as they lie in the run folder. */
export function openOutbox(lake: Bucket) {
  const folder = openRunFolder(lake);
  return {
    async load({ runId, part }: RunPart) {
      const [mails, planned, inventory, policy] = await Promise.all([
        folder.mails(runId, part),
        getJson(lake, runKeys.counts(runId, 'plan', part), PlanCountsSchema),
        folder.inventory(runId),
        folder.policy(runId),
      ]);
      return { mails, planned: planned.mails, policy, asOf: inventory.asOf, seen: inventory.intakes };
    },
    async save({ runId, part }: RunPart, outcomes: readonly OutcomeLine[], counts: SendCounts) {
      await putLines(lake, runKeys.outcomes(runId, part), outcomes);
      await putJson(lake, runKeys.counts(runId, 'send', part), counts);
    },
  };
}
