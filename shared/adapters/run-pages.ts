import { resultKeys } from '../contract/keys.ts';
import { PlanPageSchema } from '../contract/plan-page.ts';
import type { Run } from '../contract/runs.ts';
import { approveTicket, showTicket } from '../domain/page-ticket.ts';
import type { Bucket } from './bucket.ts';
import type { PageKeys } from './page-keys.ts';

/** The pages of runs for people, as they lie in the results bucket. */
export const readPage =
  (results: Pick<Bucket, 'get'>) =>
  async (runId: string, file: string): Promise<string | undefined> =>
    (await results.get(resultKeys.report(runId, file)))?.toString('utf8');

/** The time zone in which a plan's page tells its times; UTC where the plan is gone. */
export const readZone =
  (results: Pick<Bucket, 'get'>) =>
  async (runId: string): Promise<string> => {
    const body = await results.get(resultKeys.report(runId, 'plan.json'));
    return ZoneSchema.parse(body ? JSON.parse(body.toString('utf8')) : {}).timeZone;
  };

const ZoneSchema = PlanPageSchema.pick({ timeZone: true });

/** Links to them, each good for `SHOWN_DAYS` from `now`; `address` is that of the function that shows them. */
export const showLinks =
  ({ pageToken }: Pick<PageKeys, 'pageToken'>, address: string) =>
  (runId: string, file: string, now: Date): string =>
    `${address}${pageToken(showTicket(runId, now))}/${file}`;

/** The link with which a plan that waits is decided about; `address` is that of the function that does it. */
export const approveLinks =
  ({ pageToken }: Pick<PageKeys, 'pageToken'>, address: string) =>
  (run: Run): string | undefined => {
    const ticket = approveTicket(run);
    return ticket && `${address}${pageToken(ticket)}`;
  };
