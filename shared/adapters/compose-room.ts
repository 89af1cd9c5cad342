import { PlanCountsSchema } from '../contract/artifacts.ts';
import { runKeys } from '../contract/keys.ts';
import type { OutboxMail } from '../contract/mails.ts';
import type { ComposeCounts } from '../contract/preflight.ts';
import type { Bucket } from './bucket.ts';
import { openCampaigns } from './campaign-store.ts';
import { partDigest } from './content-digest.ts';
import type { MailKeys } from './keys.ts';
import { openLedger } from './ledger.ts';
import { getJson, putJson, putLines } from './lines.ts';
import { checkHeaders } from './mime.ts';
import { openRunFolder } from './run-folder.ts';
import type { Table } from './table.ts';
import { openTemplates } from './templates.ts';

interface Stores {
  lake: Bucket;
  runs: Table;
  ledger: Table;
  keys: MailKeys;
}

/** What making mails ready reads and writes. */
export function openComposeRoom({ lake, runs, ledger, keys }: Stores) {
  const { inventory, policy, mails, templates } = openRunFolder(lake);
  const saveCounts = (runId: string, part: number, counts: ComposeCounts) =>
    putJson(lake, runKeys.counts(runId, 'compose', part), counts);
  return {
    ledgerRows: openLedger(ledger).find,
    begun: async (campaignIds: readonly string[]) =>
      new Set((await openCampaigns(runs).find(campaignIds)).keys()),
    saveCounts,
    ...{ inventory, policy, mails, keys, partDigest, checkHeaders },
    templates: async (runId: string) => openTemplates((await templates(runId)).templates),
    planned: async (runId: string, part: number): Promise<number> =>
      (await getJson(lake, runKeys.counts(runId, 'plan', part), PlanCountsSchema)).mails,
    async save(
      runId: string,
      part: number,
      ready: readonly OutboxMail[],
      counts: ComposeCounts,
    ): Promise<void> {
      await putLines(lake, runKeys.outbox(runId, part), ready);
      await saveCounts(runId, part, counts);
    },
  };
}
