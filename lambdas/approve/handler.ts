import { openBucket } from '../../shared/adapters/bucket.ts';
import { openExecutions } from '../../shared/adapters/executions.ts';
import { readPageKeys } from '../../shared/adapters/page-keys.ts';
import { readPage, readZone, showLinks } from '../../shared/adapters/run-pages.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { WebAnswerSchema, WebRequestSchema } from '../../shared/contract/functions.ts';
import { pageRate } from '../../shared/domain/mail/page-rate.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { approve } from './step.ts';

/** Counts over all calls that this instance serves. */
const rate = pageRate();

export const handler = step('approve', WebRequestSchema, WebAnswerSchema, async (request) => {
  const { RUNS_TABLE, RESULTS_BUCKET } = settings('RUNS_TABLE', 'RESULTS_BUCKET');
  const { APPLY_MACHINE_ARN, SHOW_URL } = settings('APPLY_MACHINE_ARN', 'SHOW_URL');
  const keys = await readPageKeys(settings('PAGES_SECRET').PAGES_SECRET);
  const startApply = (name: string, about: unknown) => openExecutions().start(APPLY_MACHINE_ARN, name, about);
  const results = openBucket(RESULTS_BUCKET);
  const pages = { page: readPage(results), zone: readZone(results), showLink: showLinks(keys, SHOW_URL) };
  const { run, decideRun } = openRuns(openTable(RUNS_TABLE));
  const { readPageToken } = keys;
  return approve({ run, decideRun, startApply, readPageToken, ...pages, rate, now: Date.now })(request);
});
