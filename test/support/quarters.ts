import { ask, openShop, ShopNamesSchema, uploadOnce } from '../../infra/cli/batch.ts';
import { openClock } from '../../infra/local/clock.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Engine } from '../../shared/domain/engine.ts';

/** Few, so that a small shop has several parts. */
const CUSTOMERS_PER_PART = '20';

/** The local cloud in this process, which is asked by which engine each quarter is measured. */
export async function quartersIn(dir: string, today: string) {
  const clock = openClock();
  clock.goTo(`${today}T04:00:00.000Z`);
  const cloud = await startLocalCloud({
    ...{ dir, clock: clock.now, holdGrading: true },
    overrides: { CUSTOMERS_PER_PART },
  });
  const shop = openShop(ShopNamesSchema.parse(cloud.environment));
  return {
    ...{ cloud, shop },
    /** Uploads, makes one periodic run, and gives it once everything is at rest. */
    async quarter(asOf: string, engine: Engine, files: readonly string[] = []): Promise<Run | undefined> {
      clock.goTo(`${asOf}T04:00:00.000Z`);
      for (const file of files) {
        await uploadOnce(shop, file);
        await cloud.rested();
      }
      await ask(shop, { want: 'run', mode: 'periodic', asOf, engine });
      await cloud.rested();
      return (await shop.runs.runs()).at(-1);
    },
  };
}
