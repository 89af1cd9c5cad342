import { type OutcomeLine, PlanCountsSchema, type SendCounts } from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import { OutboxMailSchema } from '../contract/mails.ts';
import type { RunPart } from '../contract/steps.ts';
import type { Bucket } from './bucket.ts';
import { getJson, getLines, putJson, putLines } from './lines.ts';
import { openRunFolder } from './run-folder.ts';
import { openTemplates } from './templates.ts';

/** The mails of a committed run as they lie in the run folder, with what is frozen with the run. */
export function openOutbox(lake: Bucket) {
  const folder = openRunFolder(lake);
  return {
    async load({ runId, part }: RunPart) {
      const [mails, planned, inventory, policy, frozen] = await Promise.all([
        getLines(lake, runKeys.outbox(runId, part), OutboxMailSchema),
        getJson(lake, runKeys.counts(runId, 'plan', part), PlanCountsSchema),
        folder.inventory(runId),
        folder.policy(runId),
        folder.templates(runId),
      ]);
      const { runSeq, period, asOf, intakes: seen } = inventory;
      const templates = openTemplates(frozen.templates);
      return { mails, planned: planned.mails, policy, templates, runSeq, period, asOf, seen };
    },
    async save({ runId, part }: RunPart, outcomes: readonly OutcomeLine[], counts: SendCounts) {
      await putLines(lake, runKeys.outcomes(runId, part), outcomes);
      await putJson(lake, runKeys.counts(runId, 'send', part), counts);
    },
  };
}
