import { openBucket } from '../../shared/adapters/bucket.ts';
import { readPageKeys } from '../../shared/adapters/page-keys.ts';
import { readPage } from '../../shared/adapters/run-pages.ts';
import { WebAnswerSchema, WebRequestSchema } from '../../shared/contract/functions.ts';
import { pageRate } from '../../shared/domain/mail/page-rate.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { show } from './step.ts';

/** Counts over all calls that this instance serves. */
const rate = pageRate();

export const handler = step('show', WebRequestSchema, WebAnswerSchema, async (request) => {
  const { RESULTS_BUCKET, PAGES_SECRET } = settings('RESULTS_BUCKET', 'PAGES_SECRET');
  const { readPageToken } = await readPageKeys(PAGES_SECRET);
  const page = readPage(openBucket(RESULTS_BUCKET));
  return show({ readPageToken, page, rate, now: Date.now })(request);
});
