import {
  InventorySchema,
  type OutcomeLine,
  PlanCountsSchema,
  type SendCounts,
} from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import { MailSchema } from '../contract/mails.ts';
import type { RunPart } from '../contract/steps.ts';
import { PolicySchema } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { getJson, getLines, putJson, putLines } from './lines.ts';

/** The mails of a committed run as they lie in the run folder. */
export function openOutbox(lake: Bucket) {
  return {
    async load({ runId, part }: RunPart) {
      const [mails, planned, inventory, policy] = await Promise.all([
        getLines(lake, runKeys.mails(runId, part), MailSchema),
        getJson(lake, runKeys.counts(runId, 'plan', part), PlanCountsSchema),
        getJson(lake, runKeys.inventory(runId), InventorySchema),
        getJson(lake, runKeys.policy(runId), PolicySchema),
      ]);
      return { mails, planned: planned.mails, policy, asOf: inventory.asOf, seen: inventory.intakes };
    },
    async save({ runId, part }: RunPart, outcomes: readonly OutcomeLine[], counts: SendCounts) {
      await putLines(lake, runKeys.outcomes(runId, part), outcomes);
      await putJson(lake, runKeys.counts(runId, 'send', part), counts);
    },
  };
}
