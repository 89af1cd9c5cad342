import { grantedBy } from '../../infra/cli/requests.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { type RollBackReport, RollBackReportSchema } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { csvIn, type Row, type scratchFolder } from './cli.ts';
import type { runningCloud } from './running-cloud.ts';
import { SHOP_IDS } from './small-shop.ts';

type Here = Awaited<ReturnType<typeof runningCloud>>;
type Folder = ReturnType<typeof scratchFolder>;

/** What happens on a day on which somebody rolls a run back, and what he looks at. */
export function rollBackDay(here: Here, folder: Folder) {
  const { cloud, shop, clock } = here;
  const newest = async (): Promise<Run> => {
    const run = (await shop.runs.runs()).at(-1);
    if (!run) throw new Error('there was no run');
    return run;
  };

  async function wish(request: Parameters<typeof grantedBy>[1]): Promise<Run> {
    await grantedBy(shop, request);
    await cloud.idle();
    return newest();
  }

  return {
    wish,
    accepted: () => cloud.ses.sentCount(),
    /** Orders that arrive between two periods, and the run that they start. */
    async arrival(file: string, day: string): Promise<Run> {
      clock.goTo(`${day}T04:00:00.000Z`);
      await shop.uploads.upload(file, `orders/${day}.csv`);
      await cloud.idle();
      cloud.releaseGrading();
      await cloud.idle();
      return newest();
    },
    /** After a pause by SES each campaign is resumed for itself. */
    async resumeAll(): Promise<void> {
      for (const { campaignId, status } of await openCampaigns(shop.table).all())
        if (status === 'paused') await wish({ want: 'campaign', act: 'resume', campaign: campaignId });
    },
    async mailsOf(runId: string): Promise<Row[]> {
      const body = await shop.results.must(`reports/${runId}/mails.csv`);
      folder.write(`${runId}.csv`, body.toString('utf8'));
      return csvIn(folder.dir, `${runId}.csv`);
    },
    async reportOf(runId: string): Promise<RollBackReport> {
      const body = await shop.results.must(`reports/${runId}/rollback.json`);
      return RollBackReportSchema.parse(JSON.parse(body.toString('utf8')));
    },
    /** What other systems read of everybody, without the number of the run that wrote it. */
    async published() {
      const keys = SHOP_IDS.map((customerId) => ({ customerId }));
      const items = await openTable(cloud.environment.CUSTOMERS_TABLE ?? '').getMany(keys);
      const sorted = items.sort((a, b) => (String(a.customerId) < String(b.customerId) ? -1 : 1));
      return sorted.map(({ runSeq: _, ...attributes }) => attributes);
    },
    /** Which run holds, and every object of its folder: receipts, model and policy are what the next run starts from. */
    async held() {
      const { runSeq: _, committedSeq: __, ...pointer } = (await shop.runs.snapshot()) ?? { runId: '' };
      const keys = (await shop.lake.list(`runs/${pointer.runId}/`)).sort();
      const bodies = await Promise.all(keys.map((key) => shop.lake.must(key)));
      return { pointer, objects: keys.map((key, i) => [key, bodies[i]?.toString('base64')]) };
    },
  };
}
