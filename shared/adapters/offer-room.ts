import type { OffersAnswer } from '../contract/content-answers.ts';
import type { Environment } from '../contract/environment.ts';
import { resultKeys } from '../contract/keys.ts';
import { openBucket } from './bucket.ts';
import { intakeIdOf } from './intake-store.ts';
import { openOffers } from './offers.ts';
import { readSheet } from './sheet-file.ts';
import { openTable } from './table.ts';

type Names = Pick<Environment, 'UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE'>;

/** The longest list with a head and some further columns takes less. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Everything that taking in offer codes needs of the outside, opened for one call. */
export function openOfferRoom(names: Names) {
  const [uploads, results] = [openBucket(names.UPLOADS_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const { append } = openOffers(openTable(names.RUNS_TABLE), openBucket(names.LAKE_BUCKET));
  return {
    append,
    answerId: (key: string, versionId: string) => intakeIdOf(names.UPLOADS_BUCKET, key, versionId),
    read: (key: string, versionId: string) => readSheet(uploads, { key, versionId, maxBytes: MAX_BYTES }),
    answer: (said: OffersAnswer) =>
      results.putIfAbsent(resultKeys.answer(said.answerId), JSON.stringify(said, null, 1)),
  };
}
