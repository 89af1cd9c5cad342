import { openShop, ShopNamesSchema } from '../../infra/cli/batch.ts';
import { runStage } from '../../infra/cli/stage.ts';
import type { Terminal } from '../../infra/cli/terminal.ts';
import { openClock } from '../../infra/local/clock.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { openTable } from '../../shared/adapters/table.ts';
import type { Run } from '../../shared/contract/runs.ts';

const QUIET: Terminal = {
  language: 'en',
  json: false,
  line: () => undefined,
  say: () => undefined,
  passing: () => undefined,
  result: () => undefined,
};

/** The local cloud in this process, with what a test asks of it. `today` is the day that uploads count as. */
export async function runningCloud(dir: string, today: string) {
  const clock = openClock();
  clock.goTo(`${today}T04:00:00.000Z`);
  const cloud = await startLocalCloud({ dir, clock: clock.now, holdGrading: true });
  const shop = openShop(ShopNamesSchema.parse(cloud.environment));
  const context = { cloud, shop, clock, terminal: QUIET };
  return {
    ...{ cloud, shop, clock, terminal: QUIET },
    /** Uploads, and makes one periodic run of everything. */
    async quarter(files: string[], asOf: string, policy?: string): Promise<Run> {
      await runStage(context, { files, asOf, at: `${asOf}T04:00:00.000Z` }, policy);
      const run = (await shop.runs.runs()).at(-1);
      if (!run) throw new Error('there was no run');
      return run;
    },
    async published(customerId: string) {
      return openTable(cloud.environment.CUSTOMERS_TABLE ?? '').get({ customerId });
    },
    async tiersCsv(runId: string): Promise<string> {
      return (await shop.results.must(`tiers/${runId}/tiers.csv`)).toString('utf8');
    },
    async mails(runId: string): Promise<Record<string, number>> {
      const report = JSON.parse((await shop.results.must(`reports/${runId}/report.json`)).toString('utf8'));
      const counts: Record<string, number> = {};
      for (const { outcome, count } of report.mails) counts[outcome] = (counts[outcome] ?? 0) + count;
      return counts;
    },
  };
}
