import { runKeys } from '../contract/keys.ts';
import { OutboxMailSchema } from '../contract/mails.ts';
import { type Preflight, PreflightSchema } from '../contract/preflight.ts';
import { STATE_VERSION } from '../domain/version.ts';
import type { Bucket } from './bucket.ts';
import { openCampaigns } from './campaign-store.ts';
import { contentDigest, partDigest } from './content-digest.ts';
import { memoryOf } from './fingerprint.ts';
import type { MailKeys } from './keys.ts';
import { getJson, getLines, putJson } from './lines.ts';
import { openOffers } from './offers.ts';
import { openRunFolder } from './run-folder.ts';
import { openRuns } from './run-store.ts';
import type { Table } from './table.ts';
import { openTemplates } from './templates.ts';

interface Stores {
  lake: Bucket;
  runs: Table;
  ledger: Table;
  keys: MailKeys;
}

/** Everything that the look before mailing asks, but SES. */
export const openPreflightRoom = ({ lake, runs, ledger, keys }: Stores) => ({
  ...openPreflightFolder(lake),
  ...{ keys, partDigest, contentDigest, run: openRuns(runs).run, now: Date.now },
  codesLeft: openOffers(runs, lake).left,
  memory: () => memoryOf(runs, ledger, keys.fingerprint),
  ...campaignsIn(runs),
});

function campaignsIn(runs: Table) {
  const { find, register, pause, stoppedSince } = openCampaigns(runs);
  const campaign = async (campaignId: string) => (await find([campaignId])).get(campaignId);
  return { campaign, register, pause, stoppedSince };
}

function openPreflightFolder(lake: Bucket) {
  const { inventory, policy, templates, composed } = openRunFolder(lake);
  return {
    ...{ inventory, policy, composed },
    templates: async (runId: string) => openTemplates((await templates(runId)).templates),
    outbox: (runId: string, part: number) => getLines(lake, runKeys.outbox(runId, part), OutboxMailSchema),
    preflight: (runId: string): Promise<Preflight> =>
      getJson(lake, runKeys.preflight(runId), PreflightSchema),
    writePreflight: (preflight: Preflight) =>
      putJson(lake, runKeys.preflight(preflight.runId), { ...preflight, version: STATE_VERSION }),
  };
}
